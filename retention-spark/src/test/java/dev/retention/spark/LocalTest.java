package dev.retention.spark;

/** On two threads of one process. */
class LocalTest extends OneMachineContract {
    LocalTest() {
        super(Sessions.local());
    }
}
