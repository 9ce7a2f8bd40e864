package import CPerfMonSampler

/// Compares what the readers find in the probe tasks with what is true of them. Reads only; nothing it reads can fault.
package struct SelfTest {
    /// What does not hold in this process.
    package enum Failure: String, Error {
        case unknownLayout = "its layout version or its size of tasks is another one"
        case running = "running tasks do not look running"
        case suspended = "tasks that wait, are queued or have ended do not look like it"
        case stack = "the stack of a suspended task does not have its true depth"
        case stackEnds = "equal calls do not look equal"
        case contexts = "a stack runs in circles"
        case continuation = "the continuation that a task waits for is not found"
        case awaitedTask = "the task that a task awaits is not found"
        case awaitedGroup = "the group that a task awaits is not found"
        case awaitedExecutor = "the executor that a task waits for is not found"
        case children = "the child tasks of a task are not found"
        case parents = "the parent of a child task is not found"
        case taskLocals = "task-local values are not found"
        case identifiers = "tasks do not have numbers of their own"
        case outermostFrame = "the outermost async function of a thread is not found"
    }

    private let probes: ProbeTasks
    private let runtime: perfmon_runtime

    /// Creates the test for tasks that have arrived; `runtime` must be the one in force.
    package init(_ probes: ProbeTasks, runtime: perfmon_runtime) {
        self.probes = probes
        self.runtime = runtime
    }

    /// Checks everything. Tasks that are still on their way to sleep look wrong, so a failure counts when it lasts.
    package func check() throws(Failure) {
        guard runtime.tasks_readable else { throw .unknownLayout }
        guard runtime.run_job_return != 0 else { throw .outermostFrame }
        perfmon_images_refresh()
        try checkStates()
        try checkStacks()
        try checkWaits()
        try checkFamily()
        try checkLocals()
    }

    private func task(_ role: ProbeTasks.Role) -> perfmon_task {
        var task = perfmon_task()
        _ = perfmon_task_read(probes.address(of: role), &task)
        return task
    }

    private func checkStates() throws(Failure) {
        for observation in probes.observations {
            guard withUnsafePointer(to: observation, { perfmon_observed_running($0) }) else { throw .running }
        }
        let tasks = ProbeTasks.Role.allCases.map(task)
        for (role, task) in zip(ProbeTasks.Role.allCases, tasks) {
            guard task.task != 0, task.status == status(of: role) else { throw .suspended }
        }
        guard Set(tasks.map(\.id)).count == tasks.count, !tasks.contains(where: { $0.id == 0 }) else { throw .identifiers }
    }

    private func status(of role: ProbeTasks.Role) -> UInt32 {
        switch role {
        case .queued: UInt32(perfmon_task_enqueued)
        case .finished: UInt32(perfmon_task_complete)
        default: 0
        }
    }

    private func checkStacks() throws(Failure) {
        let shallow = stack(.shallow)
        let deep = stack(.deep)
        guard shallow.count > 3, deep.count == shallow.count + ProbeTasks.furtherCalls else { throw .stack }
        guard shallow.first?.address == deep.first?.address, shallow.last?.address == deep.last?.address else { throw .stackEnds }
        // The innermost function may be listed twice: as what resumes and as who called the runtime.
        guard Set(deep.map(\.location)).count >= deep.count - 1 else { throw .contexts }
        guard ProbeTasks.Role.allCases.allSatisfy({ stack($0).isEmpty == ($0 == .finished) }) else { throw .stack }
    }

    private func stack(_ role: ProbeTasks.Role) -> [perfmon_frame] {
        var task = task(role)
        var failure = perfmon_failure_none
        return [perfmon_frame](unsafeUninitializedCapacity: 64) { buffer, count in
            count = perfmon_task_walk(&task, buffer.baseAddress, buffer.count, &failure)
        }
    }

    private func checkWaits() throws(Failure) {
        for role in [ProbeTasks.Role.shallow, .deep, .childOfShallow, .childOfDeep, .firstInGroup, .secondInGroup] {
            let parked = task(role)
            guard parked.dependency_kind == UInt32(perfmon_wait_continuation), parked.dependency == parked.resume_context else {
                throw .continuation
            }
        }
        let waiter = task(.waiter)
        guard waiter.dependency_kind == UInt32(perfmon_wait_task), waiter.dependency == probes.address(of: .shallow) else {
            throw .awaitedTask
        }
        let group = task(.group)
        guard group.dependency_kind == UInt32(perfmon_wait_group), group.dependency != 0 else { throw .awaitedGroup }
        let queued = task(.queued)
        guard queued.dependency_kind == UInt32(perfmon_wait_executor), queued.dependency == probes.executorAddress else {
            throw .awaitedExecutor
        }
    }

    private func checkFamily() throws(Failure) {
        let families: [(parent: ProbeTasks.Role, children: [ProbeTasks.Role])] = [
            (.shallow, [.childOfShallow]), (.deep, [.childOfDeep]), (.group, [.firstInGroup, .secondInGroup]), (.waiter, []),
        ]
        for (parent, children) in families {
            // The one that is awaited keeps a list of who waits for it where a child would keep its parent.
            guard task(parent).parent == 0 else { throw .parents }
            for child in children where task(child).parent != probes.address(of: parent) { throw .parents }
            guard self.children(of: parent) == children.map(probes.address) else { throw .children }
        }
    }

    private func children(of role: ProbeTasks.Role) -> [UInt64] {
        let task = task(role)
        return [UInt64](unsafeUninitializedCapacity: 8) { buffer, count in
            count = withUnsafePointer(to: task) { perfmon_task_children($0, buffer.baseAddress, buffer.count) }
        }
    }

    private func checkLocals() throws(Failure) {
        let expected: [(role: ProbeTasks.Role, mark: Int)] = [
            (.shallow, ProbeTasks.mark(of: .shallow)), (.childOfShallow, ProbeTasks.mark(of: .shallow)),
            (.deep, ProbeTasks.mark(of: .deep)), (.group, -1), (.waiter, -1),
        ]
        for (role, mark) in expected {
            guard perfmon_task_local(probes.address(of: role), ProbeTasks.markKey, -1) == mark else { throw .taskLocals }
        }
    }
}
