package dev.retention.spark;

/** On two threads of one process. */
class TwoThreadsTest extends OneMachineContract {
    TwoThreadsTest() {
        super(Sessions.local());
    }
}
