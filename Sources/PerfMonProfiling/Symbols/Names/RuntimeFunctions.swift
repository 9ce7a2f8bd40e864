/// The functions of the Swift runtime, of libdispatch and of libc that start, resume and schedule code.
enum RuntimeFunctions {
    private static let names: Set<String> = [
        "swift_job_run", "swift_job_run_on_serial_and_task_executor", "swift_job_run_on_task_executor", "future_adapter",
        "start_thread", "clone", "clone3", "__clone", "__clone3", "_start", "__libc_start_main", "__libc_start_call_main",
    ]

    private static let prefixes = [
        "completeTask", "completeInlineTask", "non_future_adapter", "jobInvoke", "dispatchEnqueue", "TaskGroupBase::",
        "AccumulatingTaskGroup::", "DiscardingTaskGroup::", "DefaultActorImpl::", "ProcessOutOfLineJob::", "IsolatedDeinitJob::",
        "__swift::__runtime::llvm::", "asyncLet_", "_asyncLet_", "swift_asyncLet_", "_swift_asyncLet_", "swift_task_", "_swift_task_",
        "task_",
        "taskGroup_", "task_group_", "swift_taskGroup_", "_swift_taskGroup_", "swift_continuation_", "swift_defaultActor_",
        "swift_distributedActor_", "_swift_defaultActor_", "__swift_", "_dispatch_", "swift::runJob", "swift::AsyncTask",
        "swift::TaskGroup", "swift::DefaultActor", "swift::swift_task", "swift::swift_job", "swift::asyncLet", "swift::taskGroup",
        "swift::_swift_task", "swift::Job", "swift::Executor", "swift::cooperative",
    ]

    private static let suffixes = ["_resume_adapter", "_continuation_adapter"]

    /// Whether the function only brings other code to run.
    static func carriesCalls(_ name: String) -> Bool {
        names.contains(name) || prefixes.contains(where: name.hasPrefix) || suffixes.contains(where: name.hasSuffix)
    }
}
