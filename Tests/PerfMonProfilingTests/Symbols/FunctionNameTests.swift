@testable import PerfMonProfiling
import Testing

@Suite struct FunctionNameTests {
    private static let samples =
        NameSample.declarations + NameSample.contexts + NameSample.libraries + NameSample.compilerMade + NameSample.forms

    @Test(arguments: samples)
    func `a Swift symbol`(sample: NameSample) {
        let name = FunctionName(symbol: sample.symbol)
        #expect(name.text == sample.text)
        #expect(name.module == sample.module)
        #expect(name.isHidden == sample.isHidden)
    }

    @Test(arguments: [
        ("$s4demo5SuiteV13shortIsBetter4TestfMp_25generator9590772367767d0dfMu_", "@Test"),
        ("$s4demo0036WithWords_tjBBlfMX33_14_6expectfMf_7__localfMu_", "#expect"),
        ("$s4demo5SuiteV13nothingToTest0I0fMp_24accessorb3d8b9faa0b52e11fMu_", "macro expansion"),
        ("$sfMu_", "macro expansion"), ("$sfMfMu_", "macro expansion"),
    ])
    func `a name that a macro made`(component: String, text: String) {
        #expect(SwiftMacroName(component)?.text == text)
        let name = FunctionName(demangledSwift: "closure #1 () -> () in demo.Suite.\(component)() -> ()")
        #expect(name.text == "closure #1 in Suite.\(text)()")
    }

    @Test(arguments: ["", "$s", "fMu_", "load", "$sfMu", "fMufMu_"])
    func `a name that no macro made`(component: String) {
        #expect(SwiftMacroName(component) == nil)
    }

    @Test(arguments: ["$s4main3\u{e9}AAyyF", "$s4main 3fooyyF", "$s4main3foo\u{1}yyF"])
    func `what no compiler writes is not demangled`(symbol: String) {
        #expect(Demangler.demangle(symbol[...]) == nil)
        #expect(FunctionName(symbol: symbol).text.hasPrefix("$s4main"))
    }

    @Test(arguments: [
        ("static demo.V...|.. infix(demo.V, demo.V) -> demo.V", "V...|..(_:_:)"),
        ("static demo.V.< infix(demo.V, demo.V) -> Swift.Bool", "V.<(_:_:)"),
        ("static (extension in Swift):Swift.SIMD< where A.Scalar: Swift.FixedWidthInteger>.&+ infix(A, A) -> A", "SIMD.&+(_:_:)"),
        ("closure #1 () -> Swift.Bool in static demo.V.>= infix(demo.V, demo.V) -> Swift.Bool", "closure #1 in V.>=(_:_:)"),
        ("demo.User.subscript.getter : <A>(g: A) -> Swift.Int", "User.subscript(g:)"),
        ("demo.User.name.didset : Swift.String", "User.name.didSet"),
        ("demo.Routes.`a test name`() -> ()", "Routes.`a test name`()"),
        ("demo.f(_: [Swift.Int : (x: Swift.Int, y: Swift.Int)], if: (a: Swift.Int) -> ()) -> ()", "f(_:if:)"),
        ("default argument 2 of static demo.V.f(a: Swift.Int) -> ()", "default argument 2 of V.f(a:)"),
        ("$defer #1 () -> () in demo.(load in _8E34)(a: Swift.Int) async -> Swift.Int", "defer in load(a:)"),
        (
            "function signature specialization <Arg[0] = [Closure Propagated : $s4demo1fyyF, Argument Types : []> of "
                + "generic specialization <Swift.Int> of (extension in demo):Swift.Sequence.all((A.Element) -> Swift.Bool) -> Swift.Bool",
            "Sequence.all(_:)"
        ),
    ])
    func `a demangled name`(demangled: String, text: String) {
        let name = FunctionName(demangledSwift: demangled)
        #expect(name.text == text)
        #expect(!name.isHidden)
    }

    @Test(arguments: [
        ("_ZN5swift34runJobInEstablishedExecutorContextEPNS_3JobE", "swift::runJobInEstablishedExecutorContext", true),
        ("_ZNSt6vectorIiSaIiEE9push_backERKi", "std::vector::push_back", false),
        ("swift_job_run", "swift_job_run", true),
        ("task_group_wait_resume_adapter", "task_group_wait_resume_adapter", true),
        ("_asyncLet_get_throwing_continuation", "_asyncLet_get_throwing_continuation", true),
        ("completeTaskWithClosure", "completeTaskWithClosure", true),
        ("_dispatch_worker_thread2", "_dispatch_worker_thread2", true),
        ("clock_gettime@@GLIBC_2.17", "clock_gettime", false),
        ("parse_header.part.0", "parse_header", false),
        ("swift_retain", "swift_retain", false),
        ("async_MainTQ0_", "main", false),
    ])
    func `a C or C++ symbol`(symbol: String, text: String, isHidden: Bool) {
        let name = FunctionName(symbol: symbol)
        #expect(name.text == text)
        #expect(name.module == nil)
        #expect(name.isHidden == isHidden)
    }

    @Test(arguments: ["", "$s", "$sX", "_Z", "@", ".", "$s4demo", "$s99999999999999999999demo", "(", "<<<<", " in ", "( in )"])
    func `a name that is none`(text: String) {
        #expect(FunctionName(symbol: text).text.count <= FunctionName.longest)
        #expect(FunctionName(demangledSwift: text).text.count <= FunctionName.longest)
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `damaged names stay short`(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        let alphabet = Array("()<>[]{}.,: #@$`_-=+!? infor0AaSé\u{0}".unicodeScalars)
        for _ in 0..<400 {
            let sample = try #require(Self.samples.randomElement(using: &generator))
            let text = Bool.random(using: &generator) ? sample.symbol : Demangler.demangle(sample.symbol[...]) ?? ""
            var scalars = Array(text.unicodeScalars)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !scalars.isEmpty {
                let index = Int.random(in: 0..<scalars.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: scalars.remove(at: index)
                case 1: scalars.insert(try #require(alphabet.randomElement(using: &generator)), at: index)
                case 2: scalars[index] = try #require(alphabet.randomElement(using: &generator))
                default: scalars.insert(contentsOf: scalars[index...].prefix(40), at: index)
                }
            }
            let damaged = String(String.UnicodeScalarView(scalars))
            #expect(FunctionName(symbol: damaged).text.count <= FunctionName.longest)
            #expect(FunctionName(demangledSwift: damaged).text.count <= FunctionName.longest)
        }
    }

    @Test(arguments: [
        "(", "<", "demo.a<", "closure #1 in ", "demo.f(a: ", "Foo #1 in ", "generic specialization <", "default argument 1 of ",
    ])
    func `endless nesting ends`(unit: String) {
        let text = String(repeating: unit, count: 20_000)
        #expect(FunctionName(demangledSwift: text).text.count <= FunctionName.longest)
    }
}
