package dev.retention.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.retention.history.HistoryStore;
import dev.retention.history.LongHistoryBuilder;
import dev.retention.history.Members;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import dev.retention.rule.Grouping.Reading;
import dev.retention.rule.Measure;
import dev.retention.rule.Measured;
import dev.retention.rule.RuleException;
import dev.retention.rule.Sweep;
import dev.retention.time.Grain;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is known of customers on a day before some of them came, in what order traits come, and how they are named. */
class TraitDayTest {
    private static final LocalDate DAY = LocalDate.of(2024, 3, 31);
    private static final Grouping COUNTRY = Grouping.of("country", (Long customer) -> customer % 2 == 0 ? "FR" : "DE");
    private static final Grouping SINCE =
            Grouping.of("on the day", Reading.LATEST, (Long customer, LocalDate day) -> customer % 3 + " on " + day);
    private static final Grouping PLAN = Grouping.ofColumn("plan", Reading.LATEST);

    // 1 to 40 came in January, 41 to 50 in April; 51 came in April from a country of its own.
    private static final HistoryStore<Long> STORE = store();
    private static final Members<Long> OLD =
            Members.of(STORE, LongStream.rangeClosed(1, 40).boxed().toList());
    private static final Members<Long> NEW = Members.everybody(STORE).minus(OLD);
    private static final Members<Long> LOYAL = Members.of(
            STORE, LongStream.rangeClosed(1, 20).map(i -> 2 * i).boxed().toList());

    private static HistoryStore<Long> store() {
        LongHistoryBuilder builder = LongHistoryBuilder.ofDays().text("plan");
        for (int customer = 1; customer <= 51; customer++) {
            LocalDate day = LocalDate.of(2024, customer <= 40 ? 1 : 4, 10);
            builder.add(customer, day.toEpochDay()).with("plan", customer % 2 == 0 ? "gold" : "silver");
        }
        return builder.build();
    }

    @Test
    void whatTheKeyTellsIsKnownOfThoseWhoCameLater() {
        TraitTable<Long> table =
                Traits.of(LOYAL, OLD).by(COUNTRY, SINCE).readOn(DAY).of(STORE, TraitRanking.LIFT);
        TraitFit<Long> fit = table.higher().fit(NEW, 0.05);
        assertThat(fit.traits()).extracting(Trait::name).containsExactly("country = FR");
        assertThat(fit.members(1)).containsExactly(42L, 44L, 46L, 48L, 50L);
        assertThat(table.trait("on the day = 0 on 2024-03-31").shareOf(NEW).orElseThrow())
                .hasToString("36.4 % (4 of 11)");
        assertThat(fit.warnings()).isEmpty();
        assertThat(table.warnings()).isEmpty();
    }

    @Test
    void aValueOfLatecomersAloneIsAValue() {
        Grouping own = Grouping.of("own", (Long customer) -> customer == 51 ? "B" : customer == 3 ? "A" : "C");
        TraitTable<Long> table = Traits.of(LOYAL, Members.everybody(STORE))
                .by(own)
                .readOn(DAY)
                .of(Sweep.over(STORE).threads(3), TraitRanking.LIFT);
        assertThat(table.trait("own = B").members()).containsExactly(51L);
        assertThat(table.trait("own = A").members()).containsExactly(3L);
        assertThat(table.trait("own = C").counts().with()).isEqualTo(49);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Traits.of(LOYAL, OLD).ordered(own, "A", "C").readOn(DAY).of(STORE, TraitRanking.LIFT))
                .withMessage("labels ([A, C]) must hold all values of own, also [B]");
        Grouping failing = Grouping.of("own", (Long customer) -> {
            if (customer == 51) {
                throw new IllegalStateException("no such key");
            }
            return "A";
        });
        assertThatExceptionOfType(RuleException.class)
                .isThrownBy(() -> Traits.of(LOYAL, OLD).by(failing).readOn(DAY).of(STORE, TraitRanking.LIFT))
                .withMessageContaining("failed for customer 51: no such key");
    }

    @Test
    void whoHasNoEventsYetIsTold() {
        TraitTable<Long> table =
                Traits.of(LOYAL, OLD).by(COUNTRY, PLAN).readOn(DAY).of(STORE, TraitRanking.LIFT);
        assertThat(table.warnings()).isEmpty();
        TraitFit<Long> fit = table.higher().fit(NEW, 0.05);
        String words = "11 of 11 customers had no event up to 2024-03-31, so that what is told of events is missing";
        assertThat(fit.warnings()).containsExactly(words);
        assertThat(fit).asString().endsWith("; " + words);
        TraitTable<Long> all =
                Traits.of(LOYAL, Members.everybody(STORE)).by(PLAN).readOn(DAY).of(STORE, TraitRanking.LIFT);
        assertThat(all.warnings())
                .containsExactly(
                        "11 of 51 customers had no event up to 2024-03-31, so that what is told of events is missing");
        assertThat(all.trait("plan = (missing)").counts().with()).isEqualTo(11);
        // The key has a label and yet no event tells of the first one.
        Grouping anchored = Grouping.of("then", Reading.AT_ANCHOR, (Long customer, LocalDate day) -> day.toString());
        assertThat(Traits.of(LOYAL, Members.everybody(STORE))
                        .by(anchored)
                        .readOn(DAY)
                        .of(STORE, TraitRanking.LIFT)
                        .warnings())
                .hasSize(1);
    }

    @Test
    void tiesComeInTheOrderInWhichTheyWereNamedHoweverOftenTraitsAreRanked() {
        Grouping seven = Grouping.of("seven", (Long customer) -> "s" + customer % 7);
        Grouping five = Grouping.of("five", (Long customer) -> "f" + customer % 5);
        TraitTable<Long> first = Traits.of(LOYAL, OLD).by(seven, five).of(STORE, TraitRanking.LIFT);
        for (TraitRanking ranking : Set.of(TraitRanking.P_VALUE, TraitRanking.WRACC, TraitRanking.RISK_RATIO)) {
            TraitTable<Long> direct = Traits.of(LOYAL, OLD).by(seven, five).of(STORE, ranking);
            for (TraitRanking before : Set.of(TraitRanking.P_VALUE, TraitRanking.WRACC, TraitRanking.LIFT)) {
                assertThat(names(first.rankedBy(before).rankedBy(ranking))).isEqualTo(names(direct));
                assertThat(names(first.rankedBy(before).higher().rankedBy(ranking)))
                        .isEqualTo(names(direct.higher()));
            }
        }
    }

    private static List<String> names(TraitTable<Long> table) {
        return table.rows().stream().map(Trait::name).toList();
    }

    @Test
    void noTwoValuesPrintAlike() {
        List<TraitValue> values = List.of(
                new TraitValue("plan", Group.MISSING),
                new TraitValue("plan", Group.of("(missing)")),
                new TraitValue("plan", Group.of("\"(missing)\"")),
                new TraitValue("plan", Group.OTHER),
                new TraitValue("plan", Group.of("(other)")),
                new TraitValue("a = b", Group.of("c")),
                new TraitValue("a", Group.of("b = c")),
                new TraitValue("a", Group.of("b & a = c")),
                new TraitValue("plan", Group.of("")));
        assertThat(values.stream().map(TraitValue::toString))
                .containsExactly(
                        "plan = (missing)",
                        "plan = \"(missing)\"",
                        "plan = \"\\\"(missing)\\\"\"",
                        "plan = (other)",
                        "plan = \"(other)\"",
                        "\"a = b\" = c",
                        "a = \"b = c\"",
                        "a = \"b & a = c\"",
                        "plan = ")
                .doesNotHaveDuplicates();
    }

    @Test
    void aSecondValueIsRefusedAndOneThatDoesNotFitIsNamed() {
        Measured<Long>.Column large = Sweep.over(STORE)
                .measure(Measure.of(
                        "large", Timeline.of(Grain.DAY, DAY.plusDays(60)), (history, sink) -> sink.set(Long.MAX_VALUE)))
                .column();
        Traits<Long> method = Traits.of(LOYAL, OLD).by(COUNTRY).value(large);
        assertThatIllegalStateException()
                .isThrownBy(() -> method.value(large))
                .withMessage("value is named already: large of 51 customers");
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> method.of(STORE, TraitRanking.VALUE))
                .withMessage("value of country = FR (184467440737095516140) must fit a long");
    }

    @Test
    void membersAreFoundByKey() {
        assertThat(Members.everybody(STORE)).hasSize(STORE.customers()).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(Members.of(STORE, List.of(7L, 3L, 7L))).containsExactly(3L, 7L);
        assertThat(Members.of(STORE, List.of())).isEmpty();
        assertThat(Members.everybody(STORE).minus(NEW)).isEqualTo(OLD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Members.of(STORE, List.of(1L, 99L, 77L)))
                .withMessage("keys must be of customers of the store: 2 of 3 are not, such as 99");
    }
}
