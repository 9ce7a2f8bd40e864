import PerfMonModel
@testable import PerfMonProfiling
import Testing

@Suite struct SymbolGapsTests {
    private static func gap(_ image: String, _ missing: SymbolGap.Missing) -> SymbolGap {
        SymbolGap(image: image, isExecutable: image == "shop", missing: missing, cause: .stripped)
    }

    @Test func `of each image the widest, in the order of the first frames`() {
        var gaps = SymbolGaps()
        #expect(gaps.list.isEmpty)
        for gap in [
            Self.gap("libb.so", .lines), Self.gap("shop", .inlinedFunctions), Self.gap("shop", .names), Self.gap("liba.so", .names),
            Self.gap("shop", .lines), Self.gap("libb.so", .lines),
        ] {
            gaps.add(gap)
        }
        #expect(gaps.list == [Self.gap("libb.so", .lines), Self.gap("shop", .names), Self.gap("liba.so", .names)])
    }
}
