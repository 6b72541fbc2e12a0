package dev.retention.spark;

/** On two executors, a process each. */
class TwoExecutorsTest extends OneMachineContract {
    TwoExecutorsTest() {
        super(Sessions.cluster());
    }
}
