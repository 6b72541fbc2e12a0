package dev.retention.examples.review.count;

import dev.retention.Proportion;
import dev.retention.ProportionComparison;
import dev.retention.examples.report.figures.Words;
import dev.retention.examples.review.figures.Block;
import dev.retention.examples.review.figures.Cell;
import dev.retention.examples.review.figures.Table;
import dev.retention.loss.Trait;
import dev.retention.loss.TraitPairs;
import dev.retention.loss.TraitRanking;
import dev.retention.loss.TraitTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what the lost have in common. */
final class TraitsCalculator {

    private static final double LEVEL = 0.05;
    private static final double CONFIDENCE = 0.95;

    private final Optional<TraitTable<String>> table;
    private final String when;
    private final Openings openings;
    private final int minimum;

    /** @param when of which losses, such as {@code in 2026-Q2}; empty of a snapshot */
    TraitsCalculator(Optional<TraitTable<String>> table, String when, Openings openings, int minimum) {
        this.minimum = minimum;
        this.table = table;
        this.when = when;
        this.openings = openings;
    }

    Block block() {
        String title = "What do they have in common?";
        if (table.isEmpty()) {
            return Block.of(
                    "traits",
                    title,
                    List.of(),
                    List.of(),
                    List.of(
                            "what the lost have in common: takes customers who were there and lost, and others who were not"));
        }
        TraitTable<String> traits = table.get();
        List<Trait<String>> higher = traits.higher().found(LEVEL);
        List<Trait<String>> lower = traits.lower().found(LEVEL);
        List<String> words = new ArrayList<>();
        Optional<TraitPairs<String>> pairs = Optional.of(traits.pairs(minimum).beyondParents(CONFIDENCE))
                .filter(each -> !each.found(LEVEL).isEmpty());
        words.add(found(traits, higher, lower, pairs.isPresent()));
        higher.stream().limit(3).forEach(each -> words.add(Words.capital(sentence(each)) + "."));
        pairs.ifPresent(each -> words.add(found(each)));
        if (!higher.isEmpty() || !lower.isEmpty() || pairs.isPresent()) {
            words.add(
                    "A trait goes with the losses, which does not mean that it is their cause: what grows with the time "
                            + "that a customer stays, such as the sum of all charges, is low for those who left, whatever made "
                            + "them leave.");
        }
        words.addAll(traits.warnings().stream().map(Words::capital).toList());
        List<Table> tables = new ArrayList<>();
        tables.add(rows(traits));
        pairs.ifPresent(each -> tables.add(rows(each)));
        List<String> absent = traits.untried().isEmpty()
                ? List.of()
                : List.of(Words.counted(traits.untried().size(), "trait")
                        + " not tried, since too few customers have them or all do");
        return Block.of("traits", title, words, tables, absent);
    }

    /** How much was found, by tests: who has one of two values has not the other, and one test answers both. */
    private static String found(
            TraitTable<String> traits, List<Trait<String>> higher, List<Trait<String>> lower, boolean areThere) {
        if (traits.tests() == 0) {
            return "No trait could be tried: too few customers have one, or all do.";
        }
        String of = Words.counted(traits.tests(), "test") + " of traits";
        String level = " told from chance (5 %, all of them considered)";
        if (higher.isEmpty() && lower.isEmpty()) {
            return (areThere ? "No trait by itself: none of " : "Nothing that is known of them: none of ") + of + " is"
                    + level + ".";
        }
        List<Trait<String>> all = new ArrayList<>(higher);
        all.addAll(lower);
        long tests = all.stream().map(trait -> test(traits, trait)).distinct().count();
        return Words.count(tests) + " of " + of + (tests == 1 ? " is" : " are") + level + ": with "
                + Words.counted(higher.size(), "trait") + " customers are lost more often, with "
                + Words.count(lower.size()) + " less often"
                + (tests < all.size() ? "; of two traits that exclude each other, both are named." : ".");
    }

    /** What a test compares: those with a trait and those without, whichever are named. */
    private static List<Object> test(TraitTable<String> traits, Trait<String> trait) {
        long with = trait.counts().with();
        long lost = trait.counts().targetWith();
        long others = traits.overall().total() - with;
        long othersLost = traits.overall().count() - lost;
        String attribute = trait.conditions().get(0).attribute();
        return with < others || (with == others && lost < othersLost)
                ? List.of(attribute, with, lost, others, othersLost)
                : List.of(attribute, others, othersLost, with, lost);
    }

    private static String found(TraitPairs<String> pairs) {
        List<Trait<String>> found = pairs.found(LEVEL);
        return (found.size() == 1 ? "One pair" : Words.count((long) found.size()) + " pairs")
                + " of traits, of " + Words.counted(pairs.tests(), "test") + (found.size() == 1 ? ", goes" : ", go")
                + " with losses more than either trait alone: " + sentence(found.get(0)) + ".";
    }

    /** A trait in one sentence. */
    static String sentence(Trait<String> trait) {
        Optional<ProportionComparison> comparison = trait.counts().comparison();
        return "customers with " + trait.name() + ": " + share(trait.counts().rate()) + " were lost, "
                + share(trait.counts().rateOfRest()) + " of the others"
                + comparison
                        .map(each -> each.differenceInterval(CONFIDENCE))
                        .map(interval -> " (difference, 95 %: " + Words.percentNumber(interval.lower()) + " to "
                                + Words.percentNumber(interval.upper()) + " points)")
                        .orElse("");
    }

    private static String share(Optional<Proportion> share) {
        return share.map(each -> Words.percent(each.asDouble()) + " (" + Words.count(each.count()) + " of "
                        + Words.count(each.total()) + ")")
                .orElse("none");
    }

    private Table rows(TraitTable<String> traits) {
        Table.Builder rows = columns("traits", "All traits that were tried, " + ranked(traits));
        traits.rows().forEach(trait -> row(rows, trait));
        return rows.build();
    }

    private static String ranked(TraitTable<?> traits) {
        return traits.ranking() == TraitRanking.WRACC
                ? "those of many customers and a large difference first (weighted relative accuracy)"
                : "ranked by "
                        + traits.ranking().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Table rows(TraitPairs<String> pairs) {
        Table.Builder rows = columns(
                "pairs", "Pairs of traits that go with losses more than either alone (" + pairs.tests() + " tried)");
        pairs.found(LEVEL).forEach(trait -> row(rows, trait));
        return rows.showing(10).build();
    }

    private static Table.Builder columns(String name, String caption) {
        return Table.named(name, caption)
                .column("trait", "Trait")
                .column("lost", "Lost with it")
                .column("customers", "Customers with it")
                .column("rate", "Lost of these")
                .column("rateOfRest", "Of the others")
                .column("difference", "Difference in points, 95 % interval")
                .column("lift", "Lift")
                .column("oddsRatio", "Odds ratio")
                .column("p", "p, corrected")
                .column("shareOfLost", "Of all lost")
                .column("shareOfValue", "Of value lost")
                .column("aliases", "The same customers as");
    }

    private void row(Table.Builder rows, Trait<String> trait) {
        String slug = Openings.slug(trait.name());
        rows.row(
                Cell.text(trait.name()),
                openings.count(
                        "trait-lost:" + slug,
                        "lost" + when + ", " + trait.name(),
                        trait.counts().targetWith(),
                        trait::membersInTarget),
                openings.count(
                        "trait:" + slug,
                        "there at the start, " + trait.name(),
                        trait.counts().with(),
                        trait::members),
                cell(trait.counts().rate()),
                cell(trait.counts().rateOfRest()),
                trait.counts()
                        .comparison()
                        .map(each -> each.differenceInterval(CONFIDENCE))
                        .map(each -> Cell.points(each.lower(), each.upper()))
                        .orElseGet(Cell::none),
                Cell.number(trait.lift()),
                Cell.number(trait.counts().oddsRatio()),
                trait.adjustedPValue().isPresent()
                        ? Cell.chance(trait.adjustedPValue().getAsDouble())
                        : Cell.none(),
                cell(trait.counts().shareOfTarget()),
                Cell.share(trait.shareOfValue()),
                trait.aliases().isEmpty() ? Cell.none() : Cell.text(String.join(", ", trait.aliases())));
    }

    private static Cell cell(Optional<Proportion> share) {
        return share.map(each -> Cell.share(each.asDouble())).orElseGet(Cell::none);
    }
}
