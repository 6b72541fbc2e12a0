package dev.retention.examples.review;

import dev.retention.examples.review.count.ReviewSource;
import dev.retention.history.History;
import dev.retention.movement.Contracts;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what those were who referred others, on the day of the referral: their plan, and what else is known of them. */
final class Referrers {

    private final ReviewSource source;
    private final Sweep<String> sweep;
    private final Timeline timeline;
    private final Map<String, String> tracks = new LinkedHashMap<>();

    /** @param source with the attributes of customers, if there are such */
    Referrers(ReviewSource source) {
        this.source = source;
        this.sweep = Sweep.over(source.all());
        this.timeline = Timeline.monthly(source.asOf());
        if (source.plans()) {
            tracks.put(Contracts.PLAN, source.all().trackNames().get(0));
        }
        source.attributes().forEach(name -> tracks.putIfAbsent(name, ReviewSource.ATTRIBUTES));
    }

    /** What is known of them. */
    List<String> known() {
        return List.copyOf(tracks.keySet());
    }

    /** What somebody was on a day; null if that is not known. */
    @Nullable
    String on(String referrer, LocalDate day, String column) {
        String track = tracks.getOrDefault(column, "");
        if (source.all().find(referrer).isEmpty()) {
            return null;
        }
        // A text, or none: a look makes something of every history.
        String text = sweep.look(referrer, timeline, history -> last(history.track(track), day.toEpochDay(), column));
        return text.isEmpty() ? null : text;
    }

    private static String last(History events, long day, String column) {
        int texts = events.column(column);
        String last = "";
        for (int i = 0; i < events.size() && events.epochDay(i) <= day; i++) {
            String text = events.text(texts, i);
            last = text == null ? last : text;
        }
        return last;
    }
}
