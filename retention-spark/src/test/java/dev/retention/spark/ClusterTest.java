package dev.retention.spark;

/** On two executors, a process each. */
class ClusterTest extends OneMachineContract {
    ClusterTest() {
        super(Sessions.cluster());
    }
}
