internal import Foundation
internal import PerfMonModel
internal import PerfMonReporting
internal import Testing

@Suite struct SymbolGapTextTests {
    private static let causes: [SymbolGap.Cause] = [
        .stripped, .noDebugInformation, .debugFileNotFound, .debugFileChecksum, .debugFileOfOtherBuild, .debugFileUnreadable,
        .zstandard, .unreadableCompression, .splitUnits, .supplementaryFile, .replaced, .unreadable,
    ]

    @Test func `says what is missing, why, and how to keep it`() {
        let gap = SymbolGap(image: "shop", isExecutable: true, missing: .names, cause: .stripped, debugFile: "shop.debug")
        #expect(
            SymbolGapText(gap).sentence == """
                functions of `shop` have no names: the executable is stripped; keep the symbol table (do not pass `-Xlinker -s`, \
                do not run `strip`), or put shop.debug next to it
                """)
    }

    @Test func `does not promise a file that would not be found`() {
        let gap = SymbolGap(image: "shop", isExecutable: true, missing: .names, cause: .stripped)
        #expect(SymbolGapText(gap).remedy.hasSuffix("and name it with `--add-gnu-debuglink`"))
    }

    @Test(arguments: causes, [true, false])
    func `names the image, and a remedy, in one line`(cause: SymbolGap.Cause, isExecutable: Bool) {
        for missing in [SymbolGap.Missing.names, .lines, .inlinedFunctions] {
            let text = SymbolGapText(SymbolGap(image: "lib.so", isExecutable: isExecutable, missing: missing, cause: cause))
            #expect(text.finding.contains("`lib.so`") && !text.remedy.isEmpty && !text.sentence.contains("\n"))
            #expect(!text.finding.contains(isExecutable ? "library" : "executable"))
        }
    }

    @Test func `keeps its form when it is stored`() throws {
        for cause in Self.causes {
            let gap = SymbolGap(image: "shop", isExecutable: true, missing: .lines, cause: cause, debugFile: "shop.debug")
            #expect(try JSONDecoder().decode(SymbolGap.self, from: JSONEncoder().encode(gap)) == gap)
        }
    }
}
