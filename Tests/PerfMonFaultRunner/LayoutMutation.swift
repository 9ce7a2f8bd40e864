internal import CPerfMonSampler
internal import PerfMonModel
internal import PerfMonProfiling

/// One way in which another Swift runtime could differ from the known one.
struct LayoutMutation: Sendable {
    let name: String
    let apply: @Sendable (inout perfmon_task_layout) -> Void

    static let all: [LayoutMutation] = shifted + swapped

    /// Each part of a task, a word before and one or two words after its place.
    private static var shifted: [LayoutMutation] {
        let fields: [(name: String, field: any WritableKeyPath<perfmon_task_layout, UInt32> & Sendable)] = [
            ("resume_function", \.resume_function), ("resume_context", \.resume_context), ("status", \.status), ("records", \.records),
            ("locals", \.locals), ("dependency", \.dependency), ("job_flags", \.job_flags), ("id", \.id),
        ]
        return [-8, 8, 16].flatMap { (distance: Int32) in
            fields.map { name, field in
                LayoutMutation(name: "\(name) \(distance)") { layout in
                    layout[keyPath: field] = UInt32(bitPattern: Int32(bitPattern: layout[keyPath: field]) + distance)
                }
            }
        }
    }

    /// Parts that are mistaken for their neighbours.
    private static let swapped = [
        LayoutMutation(name: "context: parent and resume swapped") { ($0.context_parent, $0.context_resume) = (8, 0) },
        LayoutMutation(name: "running bit") { $0.is_running = 0x400 },
        LayoutMutation(name: "dependency bit") { $0.has_dependency = 0x2000 },
        LayoutMutation(name: "future bit for child bit") { $0.is_child = 1 << 25 },
        LayoutMutation(name: "bit below child bit") { $0.is_child = 1 << 23 },
        LayoutMutation(name: "record kinds shifted") { ($0.record_kind_child, $0.record_kind_group) = (0, 1) },
        LayoutMutation(name: "child: parent and next swapped") { ($0.child_parent, $0.child_next) = (8, 0) },
        LayoutMutation(name: "dependency kind") { $0.dependency_kind = 0x18 },
        LayoutMutation(name: "dependency object") { $0.dependency_object = 0x18 },
        LayoutMutation(name: "last child for first child") { $0.record_first_child = 0x18 },
        LayoutMutation(name: "task size") { $0.task_size += 8 },
        LayoutMutation(name: "record parent") { $0.record_parent = 0x18 },
        LayoutMutation(name: "group bit for child bit") { $0.is_child = 1 << 26 },
        LayoutMutation(name: "enqueued bit") { $0.is_enqueued = 0x400 },
        LayoutMutation(name: "complete bit") { $0.is_complete = 0x8000 },
        LayoutMutation(name: "enqueued and complete bit swapped") { ($0.is_enqueued, $0.is_complete) = ($0.is_complete, $0.is_enqueued) },
        LayoutMutation(name: "everything out of reach") { $0.status = 4096 },
    ]
}

extension Scenario {
    /// Breaks the layout of tasks in every way, and prints by which check each was caught.
    static let mutations = Scenario(name: "mutations") {
        let probes = ProbeTasks()
        defer { probes.release() }
        guard perfmon_memory_open() == 0, probes.start(patience: 30_000_000_000) else { throw Fault("the probe tasks did not start") }
        let runtime = probes.observations.withUnsafeBufferPointer { perfmon_runtime_learn($0.baseAddress, $0.count) }
        try put(runtime, inForceFor: "the known layout")
        if let failure = RuntimeFinding.lastingFailure(of: SelfTest(probes, runtime: runtime)) {
            throw Fault("the known layout fails: \(failure.rawValue)")
        }
        for mutation in LayoutMutation.all {
            var broken = runtime
            mutation.apply(&broken.layout)
            perfmon_runtime_set(&broken)
            do throws(SelfTest.Failure) {
                try SelfTest(probes, runtime: broken).check()
                say("missed: \(mutation.name)")
            } catch {
                say("caught: \(mutation.name): \(error.rawValue)")
            }
        }
    }

    /// A sampler that does not know this runtime's tasks. The contexts are where they always are, so a chain could be followed.
    static let unknownTasks = Scenario(name: "unknown-tasks") {
        try startedSampler()
        let probes = ProbeTasks()
        defer { probes.release() }
        guard probes.start(patience: 30_000_000_000) else { throw Fault("the probe tasks did not start") }
        var runtime = probes.observations.withUnsafeBufferPointer { perfmon_runtime_learn($0.baseAddress, $0.count) }
        runtime.tasks_readable = false
        perfmon_runtime_set(&runtime)
        let profile = Workload.record { await callsAsync() }
        let names = Set(profile.frames.map(\.function))
        for name in ["spinsInside()", "callsAsync()"] { say("\(name): \(names.contains { $0.hasSuffix(name) } ? "seen" : "not seen")") }
    }

    @inline(never) private static func callsAsync() async {
        await spinsInside()
        Workload.spin(milliseconds: 0)
    }

    @inline(never) private static func spinsInside() async {
        Workload.spin(milliseconds: 200)
    }

    private static func put(_ runtime: perfmon_runtime, inForceFor purpose: String) throws {
        guard runtime.tasks_readable else { throw Fault("\(purpose) is not this runtime's") }
        withUnsafePointer(to: runtime) { perfmon_runtime_set($0) }
    }
}
