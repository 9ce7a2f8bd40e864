internal import Dispatch
internal import Foundation
internal import Synchronization

/// Kinds of requests. Every function carries its kind's letter, so that a frame of another kind in a profile is a wrong attribution.
enum Kind: String, CaseIterable, Sendable {
    case a, b, c, d, e, f, g, h, i, j, k, l

    /// How the functions of this kind begin.
    var mark: String { "kind\(rawValue.uppercased())" }

    func run() async {
        switch self {
        case .a: _ = await kindAOuter()
        case .b: await kindBOuter()
        case .c: await kindCOuter()
        case .d: await kindDOuter()
        case .e: await kindEOuter()
        case .f: await kindFOuter()
        case .g: await kindGOuter()
        case .h: await kindHOuter()
        case .i: await kindIOuter()
        case .j: await kindJOuter()
        case .k: _ = await kindKOuter(depth: 200)
        case .l: await kindLOuter()
        }
    }
}

// Computation below async functions.
@inline(never) func kindAOuter() async -> Int { await kindAInner() &+ 1 }
@inline(never) func kindAInner() async -> Int { kindASpin(.milliseconds(3)) }
@inline(never) func kindASpin(_ duration: Duration) -> Int { spin(duration) &+ 1 }

/// Everyone's.
@inline(never) func spin(_ duration: Duration) -> Int {
    let end = ContinuousClock.now + duration
    var value = 1
    while ContinuousClock.now < end { for _ in 0..<500 { value = value &* 31 &+ 7 } }
    return value
}

// Sleeps.
@inline(never) func kindBOuter() async { await kindBMiddle() }
@inline(never) func kindBMiddle() async { await kindBInner() }
@inline(never) func kindBInner() async { try? await Task.sleep(for: .milliseconds(4)) }

/// Without them the ends of both kinds of groups are the same code, which the optimizer keeps once, under the name of one kind.
let groupsOfKindC = Atomic<Int>(0), groupsOfKindH = Atomic<Int>(0)

// Groups, nested.
@inline(never) func kindCOuter() async {
    await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 { group.addTask { await kindCChild(depth: 1) } }
    }
    groupsOfKindC.add(1, ordering: .relaxed)
}
@inline(never) func kindCChild(depth: Int) async {
    if depth > 0 {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 { group.addTask { await kindCChild(depth: depth - 1) } }
        }
    }
    try? await Task.sleep(for: .milliseconds(2))
}

// Blocking calls, and threads that come and go.
@inline(never) func kindDOuter() async { kindDInner() }
@inline(never) func kindDInner() {
    usleep(1_000)
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
        usleep(500)
        done.signal()
    }
    done.wait()
}

// An actor, and async let.
actor KindEActor {
    var count = 0
    @inline(never) func kindEWork() {
        let end = ContinuousClock.now + .microseconds(300)
        while ContinuousClock.now < end { count &+= 1 }
    }
}
let kindEActor = KindEActor()
@inline(never) func kindEOuter() async {
    async let first: Void = kindEInner()
    async let second: Void = kindEInner()
    _ = await (first, second)
}
@inline(never) func kindEInner() async { for _ in 0..<4 { await kindEActor.kindEWork() } }

// Continuations that are resumed elsewhere.
@inline(never) func kindFOuter() async { for _ in 0..<4 { await kindFInner() } }
@inline(never) func kindFInner() async {
    await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { continuation.resume() }
    }
}

// Many short tasks.
@inline(never) func kindGOuter() async {
    for _ in 0..<20 { await Task { await kindGInner() }.value }
    for _ in 0..<5 { Task { await kindGInner() } }
}
@inline(never) func kindGInner() async { await Task.yield() }

// Cancellation.
@inline(never) func kindHOuter() async {
    await withTaskGroup(of: Void.self) { group in
        for _ in 0..<8 { group.addTask { await kindHChild() } }
        try? await Task.sleep(for: .milliseconds(1))
        group.cancelAll()
    }
    groupsOfKindH.add(1, ordering: .relaxed)
}
@inline(never) func kindHChild() async { try? await Task.sleep(for: .seconds(5)) }

// Libraries that are loaded and unloaded.
@inline(never) func kindIOuter() async { kindIInner() }
@inline(never) func kindIInner() {
    for name in ["libz.so.1", "libyaml-0.so.2", "libsqlite3.so.0"] {
        if let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) { dlclose(library) }
    }
}

// Children of the process, by fork and exec.
@inline(never) func kindJOuter() async { kindJInner() }
@inline(never) func kindJInner() {
    let child = ChildProcess.start()
    if child > 0 { waitpid(child, nil, 0) }
}

// Deep recursion, of both kinds.
@inline(never) func kindKOuter(depth: Int) async -> Int {
    guard depth == 0 else { return await kindKOuter(depth: depth - 1) &+ 1 }
    try? await Task.sleep(for: .milliseconds(1))
    return kindKDown(depth: 2_000)
}
@inline(never) func kindKDown(depth: Int) -> Int {
    guard depth == 0 else { return kindKDown(depth: depth - 1) &* 3 &+ depth }
    return spin(.milliseconds(2))
}

// Tasks that are gone at once, and that end after their request.
@inline(never) func kindLOuter() async {
    await withDiscardingTaskGroup { group in
        for _ in 0..<50 { group.addTask { kindLInner() } }
    }
    Task.detached { try? await Task.sleep(for: .milliseconds(2)) }
}
@inline(never) func kindLInner() {}
