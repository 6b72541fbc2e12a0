package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.Unit;
import dev.retention.history.HistoryStore;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Changes of recurring value that were read, with what a reader of the report should know of how.
 *
 * @param name the name of the file
 * @param simulated whether the data are made up
 * @param changes the changes of every customer's value a month; at least one
 * @param subscriptions how many subscriptions there are
 * @param statedAsOf the day up to which the data are complete, if it was stated
 * @param asOf that day, or the last on which something is known to have happened
 * @param unit what all amounts are in
 * @param leftOut the lines that are not among the subscriptions
 * @param read how they were read
 * @param snapshot whether only those still there and those lost in the last period are in the data
 * @param tells what the file tells besides
 */
public record RevenueSource(
        String name,
        boolean simulated,
        HistoryStore<String> changes,
        long subscriptions,
        Optional<LocalDate> statedAsOf,
        LocalDate asOf,
        Unit unit,
        LeftOut leftOut,
        HowRead read,
        boolean snapshot,
        Tells tells) {

    /**
     * What a file tells of subscriptions besides their value.
     *
     * @param plans whether it names plans
     * @param families whether it names product families
     * @param quantities whether it counts units
     * @param modes whether it tells how subscriptions ended
     * @param reasons whether it tells why
     */
    public record Tells(boolean plans, boolean families, boolean quantities, boolean modes, boolean reasons) {}

    /** Whether the file has each subscription as it is now only, so that changes of those who stay are not in it. */
    boolean presentStatesOnly() {
        return read.notes().stream().anyMatch(note -> note.kind().equals("PRESENT_STATE_ONLY"));
    }

    /** The day of the first change. */
    LocalDate firstDate() {
        return changes.firstDay().orElseThrow();
    }
}
