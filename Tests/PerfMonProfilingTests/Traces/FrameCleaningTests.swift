import PerfMonModel
import Testing

@testable import PerfMonProfiling

struct FrameCleaningTests {
    private func frame(_ function: String, _ line: Int?) -> Frame { Frame(function: function, module: "App", line: line) }

    @Test func oneCallInTwoFramesIsOne() {
        let frames = [frame("load()", 5), frame("order()", 6), frame("order()", nil), frame("show()", 12)]
        #expect(FrameCleaning.clean(frames) == [frame("load()", 5), frame("order()", 6), frame("show()", 12)])
        #expect(FrameCleaning.clean([frame("order()", nil), frame("order()", 6)]) == [frame("order()", 6)])
    }

    @Test func recursionStays() {
        let frames = [frame("visit()", 9), frame("visit()", 9), frame("visit()", 7)]
        #expect(FrameCleaning.clean(frames) == frames)
        let withoutLines = [frame("visit()", nil), frame("visit()", nil)]
        #expect(FrameCleaning.clean(withoutLines) == withoutLines)
    }

    @Test func closuresThatOnlyCallGo() {
        let closure = frame("implicit closure #2 in implicit closure #1 in addRoutes(to:)", 8)
        #expect(FrameCleaning.clean([frame("show()", 12), closure, frame("run()", 1)]) == [frame("show()", 12), frame("run()", 1)])
        #expect(FrameCleaning.clean([closure, frame("run()", 1)]) == [closure, frame("run()", 1)])
    }
}
