internal import Foundation

extension Workload {
    static let locks = [
        Workload("mutexWait", mutexWaitOuter),
        Workload("semaphoreWait", semaphoreWaitOuter),
        Workload("conditionWait", conditionWaitOuter),
    ]
}

@inline(never) func mutexWaitOuter(_ length: Duration) async -> Course { mutexWaitInner(length) }
@inline(never) func mutexWaitInner(_ length: Duration) -> Course {
    let mutex = Pinned(pthread_mutex_t())
    let isHeld = DispatchSemaphore(value: 0)
    pthread_mutex_init(mutex.pointer, nil)
    let setUp = ContinuousClock.now
    Thread.detachNewThread {
        pthread_mutex_lock(mutex.pointer)
        isHeld.signal()
        let due = ContinuousClock.now + length
        while ContinuousClock.now < due { usleep(UInt32(max((due - .now) / .microseconds(1), 1))) }
        pthread_mutex_unlock(mutex.pointer)
    }
    isHeld.wait()
    var course = [Stretch(.blocked, since: setUp, due: setUp)]
    let start = ContinuousClock.now
    pthread_mutex_lock(mutex.pointer)
    course.append(Stretch(.blocked, since: start, due: start + length))
    pthread_mutex_unlock(mutex.pointer)
    return course
}

@inline(never) func semaphoreWaitOuter(_ length: Duration) async -> Course { semaphoreWaitInner(length) }
@inline(never) func semaphoreWaitInner(_ length: Duration) -> Course {
    let semaphore = Pinned(sem_t())
    sem_init(semaphore.pointer, 0, 0)
    let start = ContinuousClock.now
    let posted = Helper.after(length) { sem_post(semaphore.pointer) }
    while sem_wait(semaphore.pointer) != 0 {}
    return [Stretch(.blocked, since: start, due: posted.time)]
}

@inline(never) func conditionWaitOuter(_ length: Duration) async -> Course { conditionWaitInner(length) }
@inline(never) func conditionWaitInner(_ length: Duration) -> Course {
    let condition = NSCondition()
    let start = ContinuousClock.now
    let signalled = Helper.after(length) {
        condition.lock()
        condition.signal()
        condition.unlock()
    }
    condition.lock()
    while signalled.time == nil { condition.wait() }
    condition.unlock()
    return [Stretch(.blocked, since: start, due: signalled.time)]
}
