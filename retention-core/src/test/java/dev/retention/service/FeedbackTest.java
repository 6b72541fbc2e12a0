package dev.retention.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.rule.Grouping;
import dev.retention.rule.PeriodItems;
import dev.retention.rule.Sweep;
import dev.retention.service.Feedback.Figure;
import dev.retention.service.Feedback.Item;
import dev.retention.service.Feedback.On;
import dev.retention.service.Feedback.Which;
import dev.retention.service.RandomRequests.Request;
import dev.retention.testkit.EventLog;
import dev.retention.time.CellState;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FeedbackTest {
    private static final Timeline MONTHS =
            Timeline.monthly(LocalDate.of(2024, 5, 10)).from(LocalDate.of(2024, 1, 1));

    private static Request asked(long customer, int month, int day, int after, int score) {
        LocalDate asked = LocalDate.of(2024, month, day);
        return new Request(customer, asked, "nps", asked.plusDays(after), score, null, "boss", "x");
    }

    private static final HistoryStore<Long> STORE = RandomRequests.store(List.of(
            asked(1, 3, 1, 0, 10),
            asked(1, 3, 20, 2, 6),
            asked(1, 3, 21, 20, 9),
            asked(2, 3, 5, 40, 0),
            asked(3, 3, 9, 1, 7),
            asked(4, 3, 9, 1, 3),
            new Request(5, LocalDate.of(2024, 3, 9), "nps", null, null, null, "boss", null)));

    @Test
    void scoresCountInThePeriodOfAskingIfTheyComeWithinTheDays() {
        Feedback feedback = Feedback.over(MONTHS, Survey.NPS);
        PeriodItems<Long, Item> table = feedback.of(STORE);
        assertThat(feedback.nps(table.inPeriod("2024-03"))).contains(Nps.of(2, 1, 2));
        assertThat(table.inPeriod("2024-03").members(Item.HIGH)).containsExactly(1L);
        assertThat(table.inPeriod("2024-03").members(Item.LOW)).containsExactly(1L, 4L);
        assertThat(table.inPeriod("2024-03").members(Item.LATE)).containsExactly(2L);
        assertThat(feedback.topBox(table.inPeriod("2024-03"))).contains(Proportion.of(2, 5));
        assertThat(feedback.mean(table.inPeriod("2024-03")).orElseThrow().mean())
                .isEqualTo(7);
        assertThat(feedback.nps(table.inPeriod("2024-02"))).isEmpty();
        assertThat(feedback.topBox(table.inPeriod("2024-02"))).isEmpty();
        assertThat(feedback.mean(table.inPeriod("2024-02"))).isEmpty();
        assertThat(feedback.clustered(Figure.NPS, table.inPeriod("2024-02"), true))
                .isEmpty();
        assertThat(feedback.within(40).nps(feedback.within(40).of(STORE).inPeriod("2024-03")))
                .contains(Nps.of(2, 1, 3));
    }

    @Test
    void byTheDayOfTheAnswerNothingIsLate() {
        Feedback feedback = Feedback.over(MONTHS, Survey.NPS).countedOn(On.ANSWERED);
        PeriodItems<Long, Item> table = feedback.of(STORE);
        assertThat(feedback.nps(table.inPeriod("2024-03"))).contains(Nps.of(1, 1, 2));
        assertThat(feedback.nps(table.inPeriod("2024-04"))).contains(Nps.of(1, 0, 1));
        assertThat(table.inPeriod("2024-03").customers(Item.LATE)).isZero();
        assertThat(table.inPeriod("2024-04").state(Item.LATE)).isEqualTo(CellState.OBSERVED);
    }

    @Test
    void customersCountOnceByTheirMeanOrTheirLatestAnswer() {
        Feedback mean = Feedback.over(MONTHS, Survey.NPS).taking(Which.CUSTOMER_MEAN);
        // 25/3 is passive.
        assertThat(mean.nps(mean.of(STORE).inPeriod("2024-03"))).contains(Nps.of(0, 2, 1));
        assertThat(mean.of(STORE).inPeriod("2024-03").number(Item.ANSWERS)).isEqualTo(5);
        assertThatIllegalStateException()
                .isThrownBy(() -> mean.mean(mean.of(STORE).inPeriod("2024-03")))
                .withMessageContaining("ScoreGroups.meanOfMeans");
        assertThatIllegalStateException()
                .isThrownBy(() -> mean.clustered(Figure.MEAN, mean.of(STORE).inPeriod("2024-03"), true));
        Feedback latest = Feedback.over(MONTHS, Survey.NPS).taking(Which.LATEST);
        assertThat(latest.nps(latest.of(STORE).inPeriod("2024-03"))).contains(Nps.of(1, 1, 1));
        assertThat(latest.of(STORE).inPeriod("2024-03").number(Item.SCORES)).isEqualTo(9 + 7 + 3);
    }

    @Test
    void aPeriodIsFinalOnceItsDaysAreOver() {
        PeriodItems<Long, Item> table = Feedback.over(MONTHS, Survey.NPS).of(STORE);
        assertThat(table.inPeriod("2024-03").state(Item.HIGH)).isEqualTo(CellState.OBSERVED);
        assertThat(table.inPeriod("2024-03").state(Item.LATE)).isEqualTo(CellState.PARTIAL);
        assertThat(table.inPeriod("2024-04").state(Item.HIGH)).isEqualTo(CellState.PARTIAL);
    }

    @Test
    void otherSurveysAndStoresWithoutTheColumnsAreRefusedByName() {
        Feedback csat = Feedback.over(MONTHS, Survey.CSAT);
        assertThat(csat.of(STORE).inPeriod("2024-03").customers(Item.ANSWERS)).isZero();
        assertThatIllegalStateException()
                .isThrownBy(() -> csat.nps(csat.of(STORE).inPeriod("2024-03")))
                .withMessageContaining("csat");
        HistoryStore<Long> bare = Scores.reader((Integer row) -> 1L, row -> LocalDate.of(2024, 3, 1), row -> "nps")
                .from(List.of(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> csat.of(bare))
                .withMessageContaining("must have a column (answered) in its track scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Feedback.over(MONTHS, Survey.NPS.where("mood", "x")).of(STORE))
                .withMessageContaining("column (mood)");
        assertThatThrownBy(() ->
                        Feedback.over(MONTHS, Survey.of("nps", 0, 5, 2, 4)).of(STORE))
                .hasRootCauseMessage(
                        "score (10) must be from 0 to 5, the scale of \"nps\" from 0 to 5, low below 2, high from 4");
        assertThat(csat.within(3).taking(Which.LATEST).toString())
                .startsWith("scores of \"csat\" from 1 to 5, low below 3, high from 4, by the day of asking, answered"
                        + " within 3 days, taking latest, on scores, ");
    }

    @Test
    void groupsAddUp() {
        PeriodItems<Long, Item> table = Feedback.over(MONTHS, Survey.NPS).of(STORE);
        Map<Long, String> plans = Map.of(1L, "a", 3L, "a", 4L, "b");
        assertThat(table.by(Grouping.of("plan", plans::get))
                        .inGroup("a")
                        .inPeriod("2024-03")
                        .number(Item.ANSWERS))
                .isEqualTo(4);
    }

    @Provide
    Arbitrary<List<Request>> requests() {
        return RandomRequests.requests();
    }

    @Property(tries = 100)
    void figuresAreTheirDefinitions(
            @ForAll("requests") List<Request> requests,
            @ForAll @IntRange(min = 30, max = 760) int until,
            @ForAll On on,
            @ForAll Which which) {
        LocalDate asOf = EventLog.FIRST_DAY.plusDays(until);
        Timeline months = Timeline.monthly(asOf).from(EventLog.FIRST_DAY);
        Feedback feedback = Feedback.over(months, Survey.NPS).countedOn(on).taking(which);
        PeriodItems<Long, Item> table = feedback.of(RandomRequests.store(requests));
        for (int period = 0; period < months.size(); period++) {
            PeriodItems<Long, Item>.InPeriod in = table.inPeriod(months.period(period));
            List<List<Integer>> customers =
                    customers(requests, asOf, in.period().firstDay(), on, which);
            assertThat(in.customers(Item.ANSWERS)).isEqualTo(customers.size());
            checkCounts(in, customers, which);
            if (which == Which.EVERY_ANSWER && customers.size() > 1) {
                for (Figure figure : Figure.values()) {
                    checkClustered(feedback.clustered(figure, in, false).orElseThrow(), customers, figure);
                }
            }
        }
    }

    private static List<List<Integer>> customers(
            List<Request> requests, LocalDate asOf, LocalDate month, On on, Which which) {
        Map<Long, List<Request>> byCustomer = new TreeMap<>();
        for (Request each : requests) {
            if (each.isScored("nps", asOf)) {
                boolean late = each.answered().isAfter(each.asked().plusDays(30));
                LocalDate day = on == On.ASKED ? each.asked() : each.answered();
                if (day.withDayOfMonth(1).equals(month) && !(on == On.ASKED && late)) {
                    byCustomer
                            .computeIfAbsent(each.customer(), unused -> new ArrayList<>())
                            .add(each);
                }
            }
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Request> own : byCustomer.values()) {
            LocalDate last = own.stream()
                    .map(Request::answered)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            LocalDate asked = own.stream()
                    .filter(each -> each.answered().equals(last))
                    .map(Request::asked)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            List<Integer> latest = own.stream()
                    .filter(each -> each.answered().equals(last) && each.asked().equals(asked))
                    .map(Request::score)
                    .toList();
            // Of requests of one day the columns decide: by answer and then by follow-up, project, role and score.
            all.add(
                    which == Which.LATEST
                            ? latest
                            : own.stream().map(Request::score).toList());
        }
        return all;
    }

    private static void checkCounts(PeriodItems<Long, Item>.InPeriod in, List<List<Integer>> customers, Which which) {
        boolean ambiguous = which == Which.LATEST && customers.stream().anyMatch(own -> own.size() > 1);
        long high = 0;
        long low = 0;
        long all = 0;
        for (List<Integer> own : customers) {
            List<Double> units = which == Which.CUSTOMER_MEAN
                    ? List.of(own.stream().mapToInt(Integer::intValue).average().orElseThrow())
                    : which == Which.LATEST
                            ? List.of((double) own.get(0))
                            : own.stream().map(Integer::doubleValue).toList();
            all += units.size();
            high += units.stream().filter(score -> score >= 9).count();
            low += units.stream().filter(score -> score < 7).count();
        }
        assertThat(in.number(Item.HIGH) + in.number(Item.MIDDLE) + in.number(Item.LOW))
                .isEqualTo(all);
        if (!ambiguous) {
            assertThat(in.number(Item.HIGH)).isEqualTo(high);
            assertThat(in.number(Item.LOW)).isEqualTo(low);
        }
    }

    private static void checkClustered(ScoreMean clustered, List<List<Integer>> customers, Figure figure) {
        double answers = customers.stream().mapToInt(List::size).sum();
        double mean = customers.stream().mapToDouble(own -> sum(own, figure, 0)).sum() / answers;
        double squares = customers.stream()
                .mapToDouble(own -> Math.pow(sum(own, figure, mean), 2))
                .sum();
        assertThat(clustered.mean()).isCloseTo(mean, within(1e-12));
        assertThat(clustered.standardError()).isCloseTo(Math.sqrt(squares) / answers, within(1e-9));
    }

    private static double sum(List<Integer> own, Figure figure, double mean) {
        return own.stream()
                .mapToDouble(score -> switch (figure) {
                            case MEAN -> score;
                            case TOP_BOX -> score >= 9 ? 1 : 0;
                            case NPS -> score >= 9 ? 1 : score < 7 ? -1 : 0;
                        }
                        - mean)
                .sum();
    }

    @Test
    void ofRequestsOfOneDayAnsweredOnOneDayTheHigherScoreIsTheLatest() {
        Feedback latest = Feedback.over(MONTHS, Survey.NPS).taking(Which.LATEST);
        for (List<Request> rows : List.of(
                List.of(asked(1, 3, 1, 0, 10), asked(1, 3, 1, 0, 0)),
                List.of(asked(1, 3, 1, 0, 0), asked(1, 3, 1, 0, 10)))) {
            assertThat(latest.nps(latest.of(RandomRequests.store(rows)).inPeriod("2024-03")))
                    .contains(Nps.of(1, 0, 0));
        }
    }

    @Test
    void aSurveyOfWhichNobodyWasAskedIsWarnedOf() {
        Survey misspelt = Survey.of("npss", 0, 10, 7, 9);
        assertThat(Feedback.over(MONTHS, misspelt).of(STORE).warnings())
                .containsExactly("no event has the code npss: there are [nps]");
        assertThat(ClosedLoop.over(MONTHS, misspelt).of(STORE).warnings()).hasSize(1);
        assertThat(SurveyRequests.over(MONTHS).of(misspelt).of(STORE).warnings())
                .hasSize(1);
        assertThat(SurveyRequests.over(MONTHS).of(STORE).warnings()).isEmpty();
        assertThat(SurveyRequests.over(MONTHS)
                        .of(Survey.NPS.where(Scores.PROJECT, "y"))
                        .covering("bos")
                        .of(STORE)
                        .warnings())
                .containsExactly("no request has the project \"y\"", "no request has the role \"bos\"");
        assertThat(Feedback.over(MONTHS, Survey.NPS.where(Scores.ROLE, "boss"))
                        .of(STORE)
                        .warnings())
                .isEmpty();
        assertThat(Feedback.over(MONTHS, Survey.NPS).of(STORE).warnings()).isEmpty();
    }

    private static List<LocalDate> days(Signal signal, HistoryStore<Long> store, long customer) {
        List<LocalDate> days = new ArrayList<>();
        return Sweep.over(store).look(customer, MONTHS, history -> {
            signal.forEachDay(history, day -> days.add(LocalDate.ofEpochDay(day)));
            return days;
        });
    }

    @Test
    void aLowScoreOfTheSurveyIsASignalOnTheDayOfTheAnswer() {
        LocalDate day = LocalDate.of(2024, 3, 1);
        HistoryStore<Long> store = RandomRequests.store(List.of(
                asked(1, 3, 1, 5, 6),
                asked(1, 3, 2, 5, 7),
                asked(1, 5, 1, 10, 0), // after the end of the data
                new Request(2, day, "nps", day, null, null, "boss", null),
                new Request(3, day, "csat", day, 5, null, "boss", null),
                new Request(3, day, "csat", day.plusDays(1), 2, null, "boss", null)));
        Signal low = Feedback.lowScores(Survey.NPS);
        assertThat(days(low, store, 1)).containsExactly(LocalDate.of(2024, 3, 6));
        assertThat(days(low, store, 2)).isEmpty();
        assertThat(days(low, store, 3)).isEmpty();
        assertThat(days(Feedback.lowScores(Survey.CSAT), store, 3)).containsExactly(day.plusDays(1));
        assertThat(low.tracks()).containsExactly("scores");
        assertThat(low.definition()).isEqualTo("low score of " + Survey.NPS);
        HistoryStore<Long> without = Scores.reader(Request::customer, Request::asked, Request::survey)
                .from(List.of(asked(1, 3, 1, 5, 6)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> days(low, without, 1))
                .withMessageContaining("answered");
    }

    @Test
    void aRequestWithoutAnAnswerIsASignalOnceItsDaysAreOver() {
        HistoryStore<Long> store = RandomRequests.store(List.of(
                asked(1, 3, 1, 30, 6),
                asked(1, 3, 2, 31, 10),
                new Request(1, LocalDate.of(2024, 4, 9), "nps", null, null, null, "boss", null),
                new Request(1, LocalDate.of(2024, 4, 10), "nps", null, null, null, "boss", null),
                new Request(1, LocalDate.of(2024, 3, 3), "other", null, null, null, "boss", null)));
        Signal silence = SurveyRequests.notAnswered(Survey.NPS, 30);
        // The answer of the second came a day too late, and the days of the last are not over.
        assertThat(days(silence, store, 1)).containsExactly(LocalDate.of(2024, 4, 2), LocalDate.of(2024, 5, 10));
        assertThat(silence.definition()).isEqualTo("no answer within 30 days to " + Survey.NPS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurveyRequests.notAnswered(Survey.NPS, -1))
                .withMessageContaining("days (-1)");
    }
}
