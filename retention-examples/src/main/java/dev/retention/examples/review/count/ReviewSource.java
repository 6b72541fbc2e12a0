package dev.retention.examples.review.count;

import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.report.figures.HowRead;
import dev.retention.examples.report.figures.LeftOut;
import dev.retention.examples.report.figures.ServiceFigures;
import dev.retention.examples.report.figures.Unit;
import dev.retention.history.HistoryStore;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read for a review.
 *
 * @param name the name of the file of orders or subscriptions
 * @param simulated whether the data are made up
 * @param kind what that file is of
 * @param service that file and those of service, each a track
 * @param all these, and tracks for what else is known
 * @param statedAsOf the day up to which the data are complete, if it was stated
 * @param asOf that day, or the last on which something is known to have happened
 * @param unit what all amounts are in
 * @param leftOut the lines that are not counted
 * @param read how the file was read
 * @param files what was read besides, in the order in which it is told
 * @param modes whether it is told how customers ended
 * @param reasons whether it is told why
 * @param plans whether plans are named
 * @param group the column by whose values orders are parted, if one was named
 * @param gapDays of orders, after how many days without one a customer is lost
 * @param attributes the columns of the track {@value #ATTRIBUTES}
 */
public record ReviewSource(
        String name,
        boolean simulated,
        Kind kind,
        ServiceSource service,
        HistoryStore<String> all,
        Optional<LocalDate> statedAsOf,
        LocalDate asOf,
        Unit unit,
        LeftOut leftOut,
        HowRead read,
        List<ServiceFigures.File> files,
        boolean modes,
        boolean reasons,
        boolean plans,
        Optional<String> group,
        int gapDays,
        List<String> attributes) {

    /** The track of attributes. */
    public static final String ATTRIBUTES = "attributes";

    /** The track of terms that end. */
    public static final String RENEWALS = "renewals";

    /** How the columns of the track of referrals begin that tell what a referrer was. */
    public static final String REFERRERS = "referrer's ";

    /** Copies. */
    public ReviewSource {
        files = List.copyOf(files);
        attributes = List.copyOf(attributes);
    }

    /** What tells who is a customer. */
    public enum Kind {
        /** Orders: who does not order for some time is lost. */
        ORDERS,
        /** Subscriptions: whose last one ends is lost. */
        SUBSCRIPTIONS
    }

    /** Whether there is such a track. */
    public boolean has(String track) {
        return all.trackNames().contains(track);
    }

    /** The same with a further track. */
    public ReviewSource with(HistoryStore<String> track, ServiceFigures.File file, List<String> columns) {
        List<ServiceFigures.File> told = new ArrayList<>(files);
        told.add(file);
        return new ReviewSource(
                name,
                simulated,
                kind,
                service,
                all.and(track),
                statedAsOf,
                asOf,
                unit,
                leftOut,
                read,
                told,
                modes,
                reasons,
                plans,
                group,
                gapDays,
                columns.isEmpty() ? attributes : columns);
    }

    /** The orders or subscriptions. */
    public HistoryStore<String> base() {
        return all.track(ServiceSource.BASE);
    }
}
