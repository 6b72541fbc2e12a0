package dev.retention.examples.report.count;

import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.history.HistoryStore;
import dev.retention.movement.Contracts;
import dev.retention.movement.Spells;
import dev.retention.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Files of service and of experiments that were read, beside the orders or subscriptions that they go with.
 *
 * @param base the orders, or the changes of recurring value
 * @param all these under the name {@value #BASE}, with a track for each file
 * @param spells when a customer is live by the base
 * @param live the same in words
 * @param worthDays the amounts of so many of the last days are what a customer is worth
 * @param worth what that is, in words
 * @param complaints the kinds of tickets that are complaints, empty if no ticket is of such a kind
 * @param answerWithin within how many days a ticket is to be answered
 * @param resolveWithin within how many days it is to be resolved
 * @param minutesToAnswer whether each answered ticket tells its minutes
 * @param minutesToResolve whether each resolved ticket tells its minutes
 * @param experiments who was in which arm of what was tried
 * @param files what was read
 */
public record ServiceSource(
        HistoryStore<String> base,
        HistoryStore<String> all,
        Spells spells,
        String live,
        int worthDays,
        String worth,
        List<String> complaints,
        int answerWithin,
        int resolveWithin,
        boolean minutesToAnswer,
        boolean minutesToResolve,
        List<ExperimentSource> experiments,
        List<ServiceFigures.File> files) {

    /** The name of the track of orders or subscriptions. */
    public static final String BASE = "customers";

    /** All days that there are: amounts of changes of recurring value add up to what it is now. */
    public static final int ALL_DAYS = 1_000_000;

    /** Codes of changes of recurring value that do not end anything. */
    private static final Set<String> NO_ENDS = Set.of(
            Contracts.STARTED, Contracts.CHANGED, Contracts.FX, Contracts.DUE, Contracts.ANNOUNCED, Contracts.ENDED);

    /** Copies. */
    public ServiceSource {
        complaints = List.copyOf(complaints);
        experiments = List.copyOf(experiments);
        files = List.copyOf(files);
    }

    /** When customers with subscriptions are live: while one runs, by whatever mode it ends. */
    public static Spells ofContracts(HistoryStore<String> changes) {
        String[] modes = changes.codes().names().stream()
                .filter(code -> !NO_ENDS.contains(code))
                .toArray(String[]::new);
        boolean isEnded = modes.length == 0 || changes.codes().names().contains(Contracts.ENDED);
        return isEnded
                ? Spells.between(Contracts.STARTED, Contracts.ENDED, modes)
                : Spells.between(Contracts.STARTED, modes[0], Arrays.copyOfRange(modes, 1, modes.length));
    }

    /**
     * The periods from that on in which a file has been there for some days: of what was before, it tells nothing, which is not that
     * nothing was.
     */
    public Timeline since(String track, int days, Timeline timeline) {
        return all.track(track)
                .firstDay()
                .map(first -> timeline.grain().periodOf(first.plusDays(days)))
                .filter(first -> first.compareTo(timeline.first()) > 0)
                .map(first -> timeline.from(first.compareTo(timeline.last()) > 0 ? timeline.last() : first))
                .orElse(timeline);
    }

    /** The files of service, without those of experiments. */
    List<ServiceFigures.File> served() {
        return files.stream()
                .filter(file -> !file.kind().equals(ExperimentSource.KIND))
                .toList();
    }

    /** Whether there is such a track. */
    public boolean has(String track) {
        return all.trackNames().contains(track);
    }

    /** Whether a track has a column. */
    boolean has(String track, String column) {
        return has(track) && all.track(track).columns().contains(column);
    }
}
