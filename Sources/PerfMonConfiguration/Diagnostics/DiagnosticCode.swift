/// The stable name of one kind of finding, written `PM0102`.
public struct DiagnosticCode: Sendable, Hashable, CustomStringConvertible {
    /// The number behind `PM`.
    public let number: Int
    /// How serious the finding is unless its place says otherwise.
    public let severity: Diagnostic.Severity

    init(_ number: Int, _ severity: Diagnostic.Severity = .error) {
        self.number = number
        self.severity = severity
    }

    /// `PM` and four digits.
    public var description: String {
        let digits = String(number)
        return "PM" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// Text and YAML.
extension DiagnosticCode {
    /// Bytes that are not UTF-8.
    public static let invalidUTF8 = DiagnosticCode(1)
    /// A NUL or another control character.
    public static let controlCharacter = DiagnosticCode(2)
    /// A file in UTF-16 or UTF-32.
    public static let wrongEncoding = DiagnosticCode(3)
    /// A tab where only spaces may indent.
    public static let tabIndentation = DiagnosticCode(4)
    /// Indentation that fits no open level, or structure in the wrong place.
    public static let indentation = DiagnosticCode(5)
    /// A quote or bracket that is never closed.
    public static let unclosedQuote = DiagnosticCode(6)
    /// A value that YAML reads as something else unless it is quoted.
    public static let needsQuotes = DiagnosticCode(7)
    /// An escape sequence that YAML does not know.
    public static let badEscape = DiagnosticCode(8)
    /// More than one YAML document.
    public static let severalDocuments = DiagnosticCode(9)
    /// Nothing but blanks and comments.
    public static let emptyFile = DiagnosticCode(10)
    /// The same key twice in one map.
    public static let duplicateKey = DiagnosticCode(11)
    /// A scalar that YAML 1.1 and YAML 1.2 read differently.
    public static let ambiguousScalar = DiagnosticCode(12, .warning)
    /// `*name` without `&name` before it.
    public static let undefinedAlias = DiagnosticCode(13)
    /// An alias inside the node it stands for.
    public static let recursiveAlias = DiagnosticCode(14)
    /// Aliases that multiply beyond the limit.
    public static let expansionLimit = DiagnosticCode(15)
    /// Nesting beyond the limit.
    public static let nestingLimit = DiagnosticCode(16)
    /// A file, or a part of it, beyond the size limit.
    public static let tooLarge = DiagnosticCode(17)
    /// A tag other than those of the core schema.
    public static let unsupportedTag = DiagnosticCode(18)
    /// A value that is missing because it looks like a comment.
    public static let looksLikeComment = DiagnosticCode(19)
    /// Braces of an unrendered template.
    public static let unrenderedTemplate = DiagnosticCode(20)
    /// A map key that is not text.
    public static let keyNotText = DiagnosticCode(21)
    /// Any other YAML syntax error.
    public static let syntax = DiagnosticCode(22)
}

/// Schema.
extension DiagnosticCode {
    /// A value of the wrong type.
    public static let wrongType = DiagnosticCode(101)
    /// A key that is not valid at its place.
    public static let unknownKey = DiagnosticCode(102)
    /// A required key that is absent.
    public static let missingKey = DiagnosticCode(103)
    /// A value that is not one of those allowed.
    public static let notAllowed = DiagnosticCode(104)
    /// A number outside its range.
    public static let outOfRange = DiagnosticCode(105)
    /// Text that is not a duration.
    public static let badDuration = DiagnosticCode(106)
    /// Text that is not a size or a share.
    public static let badQuantity = DiagnosticCode(107)
    /// Text that is not a URL pattern.
    public static let badPattern = DiagnosticCode(108)
    /// Text, a list or a map of the wrong length.
    public static let wrongLength = DiagnosticCode(109)
    /// The same item twice in a list of distinct items.
    public static let repeatedItem = DiagnosticCode(110)
    /// Nothing where a value is needed.
    public static let nullValue = DiagnosticCode(111)
    /// A format version that this perfmon does not read.
    public static let unsupportedVersion = DiagnosticCode(112)
    /// Text that does not have the required form.
    public static let malformedText = DiagnosticCode(113)
}

/// References, routes, secrets.
extension DiagnosticCode {
    /// A notifier that is not defined.
    public static let undefinedNotifier = DiagnosticCode(201)
    /// A pipeline that is not defined.
    public static let undefinedPipeline = DiagnosticCode(202)
    /// A notifier that no pipeline delivers to.
    public static let unusedNotifier = DiagnosticCode(203, .warning)
    /// A pipeline that no route names.
    public static let unusedPipeline = DiagnosticCode(204, .warning)
    /// A name that is used twice.
    public static let duplicateName = DiagnosticCode(205)
    /// A stage behind `deliver`.
    public static let stageNeverRuns = DiagnosticCode(206, .warning)
    /// A pipeline that sends nothing.
    public static let nothingDelivered = DiagnosticCode(207, .warning)
    /// A fallback that has failed already when its turn comes.
    public static let uselessFallback = DiagnosticCode(208, .warning)
    /// A filter that passes everything.
    public static let idleFilter = DiagnosticCode(209, .info)
    /// A format that is to be attached although no report is written in it.
    public static let attachedFormatNotWritten = DiagnosticCode(211, .warning)
    /// A route that is not defined.
    public static let undefinedRoute = DiagnosticCode(210)
    /// A route whose requests earlier routes take.
    public static let unreachableRoute = DiagnosticCode(301, .warning)
    /// A route whose requests `urls` leaves out.
    public static let filteredRoute = DiagnosticCode(302, .warning)
    /// A pattern of `urls.include` of which `urls.exclude` leaves nothing.
    public static let contradictoryLists = DiagnosticCode(303, .warning)
    /// A configuration under which no request is monitored.
    public static let nothingMonitored = DiagnosticCode(305)
    /// Two routes that differ by a slash at the end.
    public static let trailingSlash = DiagnosticCode(306, .info)
    /// A `*` between slashes.
    public static let starCrossesSlash = DiagnosticCode(307, .info)
    /// `urls.exclude` without effect because `urls.include` is set.
    public static let excludeIgnored = DiagnosticCode(304, .warning)
    /// A secret written into the file.
    public static let literalSecret = DiagnosticCode(401, .warning)
    /// A secret that is sent without encryption.
    public static let unencryptedSecret = DiagnosticCode(402, .warning)
    /// A file with a secret that every user can read.
    public static let readableSecretFile = DiagnosticCode(404, .warning)
    /// A sensitive header that would be captured as it is.
    public static let sensitiveHeader = DiagnosticCode(403, .warning)
    /// A reports directory that other users can write to.
    public static let sharedDirectory = DiagnosticCode(405, .warning)
    /// A file that is not on this machine.
    public static let missingFile = DiagnosticCode(406, .warning)
}

/// Environment, versions, tool.
extension DiagnosticCode {
    /// A variable that is not set and has no default; the key counts as absent.
    public static let unsetVariable = DiagnosticCode(501, .warning)
    /// A variable that is not set although its key needs a value.
    public static let unsetRequiredVariable = DiagnosticCode(502)
    /// `${…}` that is not a reference.
    public static let badReference = DiagnosticCode(503)
    /// `${` without `}`.
    public static let unterminatedReference = DiagnosticCode(504)
    /// A `PERF_` variable that perfmon does not know.
    public static let unknownVariable = DiagnosticCode(505, .warning)
    /// A `PERF_` variable with a value that perfmon cannot use.
    public static let badVariable = DiagnosticCode(506)
    /// A secret that is given both by a variable and by a variable with the path of a file.
    public static let secretTwice = DiagnosticCode(507)
    /// A value of the file that a variable overrides.
    public static let overriddenByVariable = DiagnosticCode(508, .info)
    /// `${file:…}` that cannot be read.
    public static let unreadableReference = DiagnosticCode(509)
    /// A short and a generic variable for one key.
    public static let twoVariables = DiagnosticCode(510, .warning)
    /// A `PERF__` variable that names no key.
    public static let unknownGenericVariable = DiagnosticCode(511)
    /// Errors that do not count because monitoring is switched off.
    public static let switchedOff = DiagnosticCode(512, .warning)
    /// `$NAME` without braces, which is text.
    public static let bareVariable = DiagnosticCode(513, .info)
    /// A key or value that this version accepts but does not act on yet.
    public static let notEffectiveYet = DiagnosticCode(602, .warning)
    /// A file that cannot be read.
    public static let unreadableFile = DiagnosticCode(901)
    /// More findings than are shown.
    public static let limitReached = DiagnosticCode(902, .info)
    /// A comment that allows a finding which is not there.
    public static let unusedSuppression = DiagnosticCode(903, .warning)
}
