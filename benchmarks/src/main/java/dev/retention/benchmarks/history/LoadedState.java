package dev.retention.benchmarks.history;

import dev.retention.benchmarks.DuckDb;
import dev.retention.benchmarks.Workload;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/** Events loaded into a database. */
// The fields are filled before anything is timed.
@SuppressWarnings("NullAway.Init")
public abstract class LoadedState extends WorkloadState {
    /** How many threads the database may use. */
    @Param({"1", "2"})
    public int threads;

    private DuckDb database;

    /** What is known of an event: the day, unless a benchmark needs more. */
    protected Columns columns() {
        return Columns.DATES;
    }

    @Override
    protected void take(Workload workload) {
        database = DuckDb.of(threads);
        columns().load(database, workload);
    }

    /** The database with the table of events. */
    public DuckDb database() {
        return database;
    }

    @TearDown(Level.Trial)
    public void close() {
        database.close();
    }
}
