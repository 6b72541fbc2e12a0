package dev.retention.examples.review.count;

import dev.retention.history.HistoryStore;
import dev.retention.service.Contacts;
import dev.retention.service.Feedback;
import dev.retention.service.Invoices;
import dev.retention.service.Payers;
import dev.retention.service.Scores;
import dev.retention.service.Signal;
import dev.retention.service.Silence;
import dev.retention.service.Survey;
import dev.retention.service.Tickets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which signals can be asked of: those that the files tell of, each by a name for people. */
final class Asked {

    /** After so many days without a contact of ours there is silence. */
    static final int SILENT_DAYS = 60;

    private static final String SILENCE = SILENT_DAYS + " days without a contact of ours";
    private static final int LATE = 14;
    private static final List<Survey> SURVEYS = List.of(Survey.NPS, Survey.CSAT, Survey.CES);

    private Asked() {}

    /** The signals by their names for people. */
    static Map<String, Signal> signals(ReviewSource source) {
        Map<String, Signal> signals = new LinkedHashMap<>();
        if (source.has(Tickets.TRACK)) {
            HistoryStore<String> tickets = source.all().track(Tickets.TRACK);
            for (String kind : tickets.codes().names()) {
                signals.put(kind, Signal.of(Tickets.TRACK, kind));
            }
        }
        if (source.has(Scores.TRACK)) {
            HistoryStore<String> scores = source.all().track(Scores.TRACK);
            for (Survey survey : SURVEYS) {
                if (scores.codes().names().contains(survey.name())) {
                    signals.put("low " + survey.name().toUpperCase(Locale.ROOT) + " score", Feedback.lowScores(survey));
                }
            }
        }
        if (source.has(Invoices.TRACK)) {
            signals.put("invoice " + LATE + " days late", Payers.turningLate(LATE));
            if (source.all().track(Invoices.TRACK).codes().names().contains(Invoices.DISPUTE)) {
                signals.put("disputed invoice", Signal.of(Invoices.TRACK, Invoices.DISPUTE));
            }
        }
        if (source.has(Contacts.TRACK)) {
            signals.put(SILENCE, Silence.of(Contacts.TRACK, SILENT_DAYS));
        }
        return signals;
    }

    /** The names for people by the definitions of the signals. */
    static Map<String, String> names(ReviewSource source) {
        Map<String, String> names = new LinkedHashMap<>();
        signals(source).forEach((name, signal) -> names.put(signal.definition(), name));
        return names;
    }

    /** Those by which a customer can be heard: silence is none. */
    static List<Signal> heard(ReviewSource source) {
        List<Signal> heard = new ArrayList<>();
        signals(source).forEach((name, signal) -> {
            if (!name.equals(SILENCE)) {
                heard.add(signal);
            }
        });
        return heard;
    }

    /** Whether something is bad news rather than good. */
    static boolean isBad(String name) {
        return !name.equals(Tickets.PRAISE) && !name.equals(Tickets.QUESTION) && !name.equals(SILENCE);
    }

    /** Whether bad news is of the worst kind: something went wrong, rather than somebody being of low spirits. */
    static boolean isWorst(String name) {
        return !name.startsWith("low ");
    }
}
