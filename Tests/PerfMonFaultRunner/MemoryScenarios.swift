#if os(Linux)
internal import CPerfMonFaults
internal import CPerfMonSampler
#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What memory may hold where a task or a context is expected. This thread plays the sampler's.
extension Scenario {
    static let memory: [Scenario] = [wildContexts, compared]

    /// Compares memory as the reader of symbols does, when the system calls named by the arguments are forbidden.
    private static let compared = Scenario(name: "compared") {
        guard perfmon_memory_open() == 0 else { throw Fault("no memory") }
        try forbidCalls()
        let bytes: [UInt8] = [1, 2, 3]
        bytes.withUnsafeBufferPointer { memory in
            let address = UInt64(UInt(bitPattern: memory.baseAddress))
            say("same: \(perfmon_memory_differs(address, bytes, 3))")
            say("other: \(perfmon_memory_differs(address, [1, 2, 4], 3))")
        }
        say("none: \(perfmon_memory_differs(16, bytes, 3))")
    }

    /// A task whose chain of contexts leads out of the address space.
    private static let wildContexts = Scenario(name: "wild-contexts") {
        guard perfmon_memory_open() == 0, perfmon_images_refresh() > 0, let code = perfmon_image_at(0)?.pointee.text_start else {
            throw Fault("the readers cannot be prepared")
        }
        var runtime = perfmon_runtime()
        runtime.layout = perfmon_task_layout_known()
        runtime.tasks_readable = true
        runtime.task_metadata = 0x7065_7266_6d6f_6e00
        perfmon_runtime_set(&runtime)
        let page = UnsafeMutableRawPointer.allocate(byteCount: 4096, alignment: 4096)
        page.initializeMemory(as: UInt8.self, repeating: 0, count: 4096)
        let address = UInt64(UInt(bitPattern: page)), context = address + 1024
        page.storeBytes(of: runtime.task_metadata, as: UInt64.self)
        page.storeBytes(of: code, toByteOffset: Int(runtime.layout.resume_function), as: UInt64.self)
        page.storeBytes(of: context, toByteOffset: Int(runtime.layout.resume_context), as: UInt64.self)
        page.storeBytes(of: code, toByteOffset: 1024 + Int(runtime.layout.context_resume), as: UInt64.self)
        let wild: [UInt64] = [.max - 15, .max - 31, .max - 1023, .max - 4095, .max - 4111, 1 << 63, 1 << 47, 16]
        for caller in wild {
            page.storeBytes(of: caller, toByteOffset: 1024 + Int(runtime.layout.context_parent), as: UInt64.self)
            var task = perfmon_task()
            var frames = [perfmon_frame](repeating: perfmon_frame(), count: 256)
            var failure = perfmon_failure_none
            guard perfmon_task_read(address, &task) else { throw Fault("the task is not read") }
            let count = perfmon_task_walk(&task, &frames, frames.count, &failure)
            if count != 0 || failure != perfmon_failure_unreadable { throw Fault("the chain is believed: \(count) \(failure.rawValue)") }
            var digests: [UInt64] = [0]
            perfmon_tasks_glance([address], &digests, 1)
            if digests[0] == perfmon_task_digest(&task, frames, 1) { throw Fault("the glance sees nothing") }
        }
        say("chains: unreadable")
    }
}
#endif
