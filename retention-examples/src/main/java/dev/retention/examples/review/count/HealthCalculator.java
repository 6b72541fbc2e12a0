package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.ProportionInterval;
import dev.retention.examples.report.count.ServiceSource;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.FollowUp;
import dev.retention.loss.HealthCondition;
import dev.retention.loss.HealthScore;
import dev.retention.loss.ScoreCheck;
import dev.retention.loss.ScoredCustomer;
import dev.retention.rule.Sweep;
import dev.retention.service.Contacts;
import dev.retention.service.Signal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives customers a health score by plain rules, and checks whether it tells who leaves. */
final class HealthCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final List<String> WORST_FIRST = List.of("red", "amber", "green");

    private final ReviewSource source;
    private final ReviewTime time;
    private final Openings openings;
    private final int days;

    HealthCalculator(ReviewSource source, ReviewTime time, Openings openings, int days) {
        this.source = source;
        this.time = time;
        this.openings = openings;
        this.days = days;
    }

    /** What signals are red: complaints, disputes and late invoices; all others are amber, as is silence of ours. */
    private Optional<HealthScore> score() {
        if (named(true).isEmpty() || (named(false).isEmpty() && !source.has(Contacts.TRACK))) {
            return Optional.empty();
        }
        HealthScore score = HealthScore.named("health").on(ServiceSource.BASE);
        Map<String, Signal> signals = Asked.signals(source);
        for (boolean red : List.of(true, false)) {
            for (Map.Entry<String, Signal> each : signals.entrySet()) {
                if (Asked.isBad(each.getKey()) && Asked.isWorst(each.getKey()) == red) {
                    score = score.rule(red ? "red" : "amber", HealthCondition.within(each.getValue(), days));
                }
            }
        }
        if (source.has(Contacts.TRACK)) {
            score = score.rule("amber", HealthCondition.silent(Contacts.TRACK, Asked.SILENT_DAYS));
        }
        return Optional.of(score.otherwise("green"));
    }

    /** The check of the score, with its rows; empty if the files do not tell enough. */
    record Checked(ScoreCheck check, List<ScoredCustomer<String>> rows, long within) {}

    /** Checks the score. */
    Optional<Checked> check(Sweep<String> sweep) {
        LocalDate day = time.dayBefore();
        Optional<HealthScore> score = score();
        if (score.isEmpty() || day.isBefore(first())) {
            return Optional.empty();
        }
        long within = time.lastDay().toEpochDay() - day.toEpochDay();
        List<ScoredCustomer<String>> rows = FollowUp.over(
                        time.timeline(), source.service().spells())
                .on(ServiceSource.BASE)
                .after(day)
                .scoredBy(score.get(), WORST_FIRST, sweep);
        return Optional.of(new Checked(ScoreCheck.of(rows, ScoreCheck.Kind.HEALTH, within), rows, within));
    }

    Block block(Optional<Checked> of) {
        String title = "Does a health score tell who will leave?";
        if (of.isEmpty()) {
            return Block.of(
                    "health",
                    title,
                    List.of(),
                    List.of(),
                    List.of("a health score: needs --tickets or --invoices, and --scores or --contacts, from before the"
                            + " period"));
        }
        Checked checked = of.get();
        List<String> words = new ArrayList<>();
        words.add("A score by plain rules: red after " + named(true) + ", amber after " + named(false)
                + (source.has(Contacts.TRACK) ? " or " + Asked.SILENT_DAYS + " days without a contact of ours" : "")
                + ", each in the last " + days + " days; otherwise green.");
        words.add("Read on " + time.dayBefore() + " and held against who was lost in the " + checked.within()
                + " days after: " + checked.check().verdict(CONFIDENCE).words() + ".");
        return Block.of("health", title, words, List.of(classes(checked.rows(), checked.within())), List.of());
    }

    private String named(boolean worst) {
        return String.join(
                " or ",
                Asked.signals(source).keySet().stream()
                        .filter(name -> Asked.isBad(name) && Asked.isWorst(name) == worst)
                        .toList());
    }

    private LocalDate first() {
        return source.base().firstDay().orElse(time.dayBefore());
    }

    private Table classes(List<ScoredCustomer<String>> rows, long within) {
        Table.Builder table = Table.named("classes", "Customers of each class, and who of them was lost")
                .column("class", "Class")
                .column("customers", "Customers")
                .column("lost", "Lost")
                .column("rate", "Lost of these")
                .column("interval", "95 % interval");
        for (int i = 0; i < WORST_FIRST.size(); i++) {
            double its = i;
            List<ScoredCustomer<String>> of = rows.stream()
                    .filter(row -> row.score().isPresent() && row.score().getAsDouble() == its)
                    .toList();
            List<ScoredCustomer<String>> lost = of.stream()
                    .filter(row -> row.lost() && row.followed() <= within)
                    .toList();
            Optional<Proportion> rate =
                    of.isEmpty() ? Optional.empty() : Optional.of(Proportion.of(lost.size(), of.size()));
            table.row(
                    Cell.text(WORST_FIRST.get(i)),
                    count("health:" + WORST_FIRST.get(i), WORST_FIRST.get(i) + " on " + time.dayBefore(), of),
                    count(
                            "health-lost:" + WORST_FIRST.get(i),
                            WORST_FIRST.get(i) + " on " + time.dayBefore() + " and lost in " + time.label(),
                            lost),
                    rate.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none),
                    rate.map(each -> each.interval(ProportionInterval.WILSON, CONFIDENCE))
                            .map(each -> Cell.shares(each.lower(), each.upper()))
                            .orElseGet(Cell::none));
        }
        return table.build();
    }

    private Cell count(String cell, String title, List<ScoredCustomer<String>> rows) {
        return openings.count(
                cell,
                title,
                rows.size(),
                () -> Openings.among(
                        source.all(),
                        rows.stream().map(ScoredCustomer::customer).toList()));
    }
}
