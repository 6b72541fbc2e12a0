package dev.retention.examples.review.count;

import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.history.HistoryStore;
import dev.retention.loss.IssueSource;
import dev.retention.loss.Topic;
import dev.retention.loss.TopicTrack;
import dev.retention.loss.TopicsKnown;
import dev.retention.rule.Sweep;
import dev.retention.service.Scores;
import dev.retention.service.Tickets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what complaints and the front line knew before a survey did. */
final class TopicsCalculator {

    private static final String TITLE = "Did the survey tell anything new?";
    private static final int FEW = 3;

    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;

    TopicsCalculator(ReviewSource source, ReviewTime time, Openings openings) {
        this.source = source;
        this.time = time;
        this.openings = openings;
    }

    private boolean tells(String track, String column) {
        return source.has(track) && source.all().track(track).columns().contains(column);
    }

    Block block(Sweep<String> sweep) {
        List<String> missing = new ArrayList<>();
        if (!tells(Tickets.TRACK, Tickets.TOPIC)) {
            missing.add("--tickets");
        }
        if (!tells(Scores.TRACK, Scores.TOPIC) || !tells(Scores.TRACK, Scores.ANSWERED)) {
            missing.add("--scores");
        }
        if (!missing.isEmpty()) {
            return Block.of(
                    "topics",
                    TITLE,
                    List.of(),
                    List.of(),
                    List.of("what complaints knew before a survey told of it: needs a column topic in "
                            + String.join(" and in ", missing)));
        }
        TopicsKnown<String> topics = TopicsKnown.of(sweep, time.upTo(), tracks());
        List<String> words = new ArrayList<>();
        words.add(Words.capital(topics.toString()) + ".");
        names("Told by the survey alone", topics.news()).ifPresent(words::add);
        names("Told by customers, and never by the survey", topics.unasked()).ifPresent(words::add);
        return Block.of("topics", TITLE, words, List.of(rows(topics)), List.of());
    }

    /** Complaints, what else customers came with, and answers. */
    private List<TopicTrack> tracks() {
        HistoryStore<String> tickets = source.all().track(Tickets.TRACK);
        List<TopicTrack> tracks = new ArrayList<>();
        for (String kind : tickets.codes().names()) {
            tracks.add(TopicTrack.of(
                            Tickets.TRACK,
                            Tickets.TOPIC,
                            kind.equals(Tickets.COMPLAINT) ? IssueSource.COMPLAINT : IssueSource.FRONT_LINE)
                    .coded(kind));
        }
        tracks.add(TopicTrack.of(Scores.TRACK, Scores.TOPIC, IssueSource.SURVEY).dated(Scores.ANSWERED));
        return tracks;
    }

    private static Optional<String> names(String what, List<Topic<String>> topics) {
        return topics.isEmpty()
                ? Optional.empty()
                : Optional.of(what + ": "
                        + topics.stream().limit(FEW).map(Topic::name).collect(Collectors.joining(", "))
                        + (topics.size() > FEW ? " and " + (topics.size() - FEW) + " more" : "") + ".");
    }

    private Table rows(TopicsKnown<String> topics) {
        Table.Builder rows = Table.named(
                        "topics", "What customers told, asked and unasked, up to the end of " + time.label())
                .column("topic", "Topic")
                .column("told", "Customers who told it unasked")
                .column("asked", "Customers who told it in the survey")
                .column("daysBefore", "Told so many days before the survey");
        for (Topic<String> topic : topics.topics()) {
            String slug = Openings.slug(topic.name());
            rows.row(
                    Cell.text(topic.name()),
                    count("told:" + slug, "told unasked: " + topic.name(), topic.customersTold()),
                    count("asked:" + slug, "told in the survey: " + topic.name(), topic.customersAsked()),
                    topic.lead().isPresent() ? Cell.count(topic.lead().getAsInt()) : Cell.none());
        }
        return rows.build();
    }

    private Cell count(String cell, String title, List<String> customers) {
        return openings.count("topic-" + cell, title, customers.size(), () -> Openings.among(source.all(), customers));
    }
}
