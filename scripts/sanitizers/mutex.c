// Tells ThreadSanitizer of the Mutex of Swift's Synchronization, for LD_PRELOAD.
//
// A Mutex that nobody waits for is one atomic exchange in the caller's own code, which the sanitizer sees. One that somebody
// waits for is a futex (FUTEX_LOCK_PI) inside of libswiftSynchronization, which it does not: whatever two threads then do one
// after the other under that lock would be reported as a race. Here the three functions of the slow way are passed on, with
// the order that the lock makes between their callers said beside them, on the lock's own address.
//
// The names are those of _MutexHandle's _lockSlow(_: UInt32), _unlockSlow() and _tryLockSlow() -> Bool.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SELF __attribute__((swift_context)) void *handle
#define SWIFT __attribute__((swiftcall))

// Weak: a program without the sanitizer is left as it is.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

typedef SWIFT void (*lock_function)(uint32_t, SELF);
typedef SWIFT void (*unlock_function)(SELF);
typedef SWIFT bool (*try_function)(SELF);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK);
SWIFT bool try_slow(SELF) __asm__(TRY);

SWIFT void lock_slow(uint32_t thread, SELF) {
  ((lock_function)dlsym(RTLD_NEXT, LOCK))(thread, handle);
  if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF) {
  if (__tsan_release) __tsan_release(handle);
  ((unlock_function)dlsym(RTLD_NEXT, UNLOCK))(handle);
}

SWIFT bool try_slow(SELF) {
  bool locked = ((try_function)dlsym(RTLD_NEXT, TRY))(handle);
  if (locked && __tsan_acquire) __tsan_acquire(handle);
  return locked;
}
