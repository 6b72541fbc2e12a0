package dev.retention.examples.review.count;

import dev.retention.Interval;
import dev.retention.Proportion;
import dev.retention.examples.report.figures.Finding.Tone;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Found;
import dev.retention.loss.Finding;
import dev.retention.loss.LossCauses.Recorded;
import dev.retention.loss.LossItem;
import dev.retention.loss.LossReview;
import dev.retention.loss.LossTable;
import dev.retention.loss.Scoreboard.Metric;
import dev.retention.loss.ScoreboardLine;
import dev.retention.rule.Group;
import dev.retention.trend.PeriodComparison.Reference;
import dev.retention.trend.PeriodRates;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The three sentences that a manager should know: what was found beyond chance, and where that is less, what was counted. */
final class FindingsCalculator {

    private static final double CONFIDENCE = 0.95;
    private static final double HARDLY = 0.1;

    private final LossReview<String> review;
    private final LossTable<String>.InPeriod in;
    private final Map<String, String> names;
    private final Openings openings;
    private final Reservations reservations;
    private final boolean reasons;
    private final int days;

    /** @param names the names of signals for people, by their definitions */
    FindingsCalculator(
            LossReview<String> review,
            Map<String, String> names,
            Openings openings,
            Reservations reservations,
            boolean reasons,
            int days) {
        this.review = review;
        this.in = review.losses();
        this.names = Map.copyOf(names);
        this.openings = openings;
        this.reservations = reservations;
        this.reasons = reasons;
        this.days = days;
    }

    List<Found> findings() {
        List<Found> all = new ArrayList<>();
        review.headlines().forEach(each -> all.add(found(each)));
        facts().forEach(fact -> {
            if (all.size() < LossReview.HEADLINES) {
                all.add(fact);
            }
        });
        return all;
    }

    private Found found(Finding<String> finding) {
        String words = finding.words() + span(finding);
        for (Map.Entry<String, String> name : names.entrySet()) {
            words = words.replace(name.getKey(), name.getValue());
        }
        return new Found(
                new dev.retention.examples.report.figures.Finding(Tone.WORSE, Words.capital(words) + "."),
                openings.count(
                        "found:" + Openings.slug(finding.name()),
                        "lost in " + review.period() + ", " + names.getOrDefault(finding.name(), finding.name()),
                        finding.customers(),
                        finding::members));
    }

    /** Of when a finding is, where that is not the period, and what is to be held against it. */
    private String span(Finding<String> finding) {
        return switch (finding.kind()) {
            case SIGNAL ->
                "; over all months, and " + Words.count(finding.customers()) + " of those lost in " + in.period()
                        + " showed it";
            case CHANGE ->
                PeriodRates.reference(in.period(), reservations.reference())
                        .flatMap(reservations::against)
                        .map(each -> "; " + each)
                        .orElse("");
            case TRAIT -> "";
        };
    }

    private List<Found> facts() {
        List<Found> facts = new ArrayList<>();
        if (reservations.unseen().isPresent()) {
            return List.of(fact(Words.capital(reservations.unseen().get()), Cell.none()));
        }
        change().ifPresent(facts::add);
        if (in.lost() > 0) {
            reservations.rhythm().ifPresent(words -> facts.add(fact(words, Cell.none())));
        }
        if (in.lost() > 0 && reasons) {
            reason().ifPresent(facts::add);
        }
        if (review.lossTable().items().contains(LossItem.SILENT)) {
            in.silent()
                    .ifPresent(share -> facts.add(fact(
                            LossesCalculator.rate(share)
                                    + " left in silence: no reason is known, and nothing was heard of them" + " in the "
                                    + days + " days before",
                            cell("silent", "left in silence", LossItem.SILENT))));
        }
        if (facts.isEmpty()) {
            in.rate()
                    .ifPresent(rate -> facts.add(fact(
                            LossesCalculator.rate(rate) + " of those who were there at the start were lost",
                            cell("lost", "lost, of those at the start", LossItem.LOST))));
        }
        return facts;
    }

    private Cell cell(String name, String title, LossItem item) {
        return openings.count(
                "found:" + name, title + " (" + in.period() + ")", in.customers(item), () -> in.members(item));
    }

    /** The losses against last year, or the period before. */
    private Optional<Found> change() {
        Optional<ScoreboardLine<String>> line = review.scoreboard().flatMap(board -> board.line(Metric.LOST));
        Reference reference =
                line.flatMap(each -> each.earlier(Reference.LAST_YEAR)).isPresent()
                        ? Reference.LAST_YEAR
                        : Reference.BEFORE;
        if (reservations.running().isPresent()) {
            return in.rate()
                    .map(rate -> fact(
                            "Lost so far were " + LossesCalculator.rate(rate) + " of those at the start; "
                                    + reservations.running().get(),
                            cell("lost", "lost so far, of those at the start", LossItem.LOST)));
        }
        return line.filter(each -> each.figures().rate().isPresent())
                .flatMap(each -> each.earlier(reference)
                        .flatMap(earlier -> earlier.rate().map(before -> {
                            Proportion now = each.figures().rate().orElseThrow();
                            Optional<String> beyond =
                                    each.change(reference, CONFIDENCE).map(words -> justOrClearly(words, now, before));
                            Optional<String> against = PeriodRates.reference(in.period(), reference)
                                    .flatMap(reservations::against);
                            boolean more = each.figures().rate().orElseThrow().asDouble() > before.asDouble();
                            return new Found(
                                    new dev.retention.examples.report.figures.Finding(
                                            beyond.isEmpty() || against.isPresent()
                                                    ? Tone.UNCLEAR
                                                    : more ? Tone.WORSE : Tone.BETTER,
                                            "Lost were "
                                                    + LossesCalculator.rate(each.figures()
                                                            .rate()
                                                            .orElseThrow())
                                                    + " of those at the start, "
                                                    + beyond.orElse("against " + LossesCalculator.rate(before)
                                                            + (reference == Reference.LAST_YEAR
                                                                    ? " in the same period last year"
                                                                    : " in the period before")
                                                            + ": no clear change")
                                                    + against.filter(unused -> beyond.isPresent())
                                                            .map(words -> "; " + words)
                                                            .orElse("")
                                                    + "."),
                                    openings.count(
                                            "found:change",
                                            "lost in " + in.period() + ", of those at the start",
                                            each.figures().customers(),
                                            each::members));
                        })));
    }

    /** What is hardly beyond chance is not called clear. */
    private static String justOrClearly(String words, Proportion now, Proportion before) {
        Interval interval = now.comparedWith(before).differenceInterval(CONFIDENCE);
        double near = Math.min(Math.abs(interval.lower()), Math.abs(interval.upper()));
        double far = Math.max(Math.abs(interval.lower()), Math.abs(interval.upper()));
        return near < HARDLY * far ? words.replace("clearly ", "just beyond chance ") : words;
    }

    private Optional<Found> reason() {
        return in.pareto(Recorded.NOW).rows().stream().findFirst().map(row -> {
            Group reason = row.group();
            long customers = row.amount().longValueExact();
            return fact(
                    "The most frequent reason is “" + reason.label() + "”: "
                            + LossesCalculator.rate(Proportion.of(customers, in.lost())) + " of all lost",
                    openings.count(
                            "found:reason",
                            "lost in " + in.period() + ", reason " + reason.label(),
                            customers,
                            () -> review.lossTable()
                                    .byReason(Recorded.NOW)
                                    .inGroup(reason)
                                    .inPeriod(in.period())
                                    .members(LossItem.LOSSES)));
        });
    }

    private static Found fact(String words, Cell customers) {
        return new Found(new dev.retention.examples.report.figures.Finding(Tone.FACT, words + "."), customers);
    }
}
