package dev.retention.loss;

import static dev.retention.loss.IssueSource.CALL;
import static dev.retention.loss.IssueSource.COMPLAINT;
import static dev.retention.loss.IssueSource.FRONT_LINE;
import static dev.retention.loss.IssueSource.SURVEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.retention.Proportion;
import dev.retention.history.HistoryStore;
import dev.retention.loss.TopicsKnown.Mention;
import dev.retention.rule.Measured;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsKnownTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    private static Mention<Long> mention(String topic, int day, long customer, IssueSource source) {
        return new Mention<>(topic, FIRST.plusDays(day), customer, source);
    }

    private final List<Mention<Long>> mentions = List.of(
            mention("delivery", 10, 1, COMPLAINT),
            mention("delivery", 30, 2, FRONT_LINE),
            mention("delivery", 50, 3, SURVEY),
            mention("delivery", 60, 3, SURVEY),
            mention("delivery", 60, 4, SURVEY),
            mention("price", 60, 5, SURVEY),
            mention("price", 60, 6, COMPLAINT), // on the very day
            mention("price", 61, 7, SURVEY),
            mention("app", 55, 8, SURVEY),
            mention("app", 5, 8, CALL),
            mention("invoice", 7, 9, COMPLAINT));
    private final TopicsKnown<Long> topics = TopicsKnown.of(mentions);

    @Test
    void aTopicIsKnownIfItWasToldBeforeTheSurveyFirstNamedIt() {
        assertThat(topics.known()).contains(Proportion.of(1, 3));
        assertThat(topics.leads().counts()).isEqualTo(Map.of(40, 1L));
        assertThat(topics.news()).extracting(Topic::name).containsExactly("price", "app");
        assertThat(topics.unasked()).extracting(Topic::name).containsExactly("invoice");
        assertThat(topics.topics()).extracting(Topic::name).containsExactly("app", "delivery", "invoice", "price");
        assertThat(topics)
                .hasToString("the survey named 3 topics: 33.3 % (1 of 3) known before, 40 days ahead at the median");
        Topic<Long> delivery = topics.topics().get(1);
        assertThat(delivery.customersAsked()).containsExactly(3L, 4L);
        assertThat(delivery.customersTold()).containsExactly(1L, 2L);
        assertThat(delivery).hasToString("delivery: told 2 times, asked 3 times, 40 days before");
    }

    @Test
    void mentionsWeighTopicsByHowOftenTheyWereNamed() {
        // Three of delivery, and of price the one of the day after the complaint.
        assertThat(topics.mentionsKnown()).contains(Proportion.of(4, 6));
    }

    @Test
    void daysAndSourcesMayBeOthers() {
        assertThat(topics.within(40).leads().counts()).isEqualTo(Map.of(40, 1L));
        assertThat(topics.within(39).leads().counts()).isEqualTo(Map.of(20, 1L));
        assertThat(topics.within(19).known()).contains(Proportion.of(0, 3));
        assertThat(topics.within(30).mentionsKnown()).contains(Proportion.of(4, 6));
        assertThat(topics.toldBy(CALL).known()).contains(Proportion.of(1, 3));
        assertThat(topics.toldBy(CALL, COMPLAINT).known()).contains(Proportion.of(2, 3));
        assertThat(topics.toldBy(CALL).within(49).known()).contains(Proportion.of(0, 3));
    }

    @Test
    void nothingOverNothingDoesNotExist() {
        TopicsKnown<Long> none = TopicsKnown.of(List.of());
        assertThat(none.known()).isEmpty();
        assertThat(none.mentionsKnown()).isEmpty();
        assertThat(none.leads().median()).isEmpty();
        assertThat(none).hasToString("the survey named 0 topics");
        assertThat(none.leads()).hasToString("none");
    }

    @Test
    void badArgumentsAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> topics.toldBy(COMPLAINT, SURVEY))
                .withMessageContaining("must not be SURVEY");
        assertThatIllegalArgumentException().isThrownBy(() -> topics.within(0));
        assertThatIllegalArgumentException().isThrownBy(() -> mention("", 1, 1, CALL));
    }

    private record Row(
            long customer, int day, String code, @Nullable String topic, int answered) {}

    @Test
    void tracksTellTheSame() {
        List<Row> tickets = List.of(
                new Row(1, 10, "complaint", "delivery", -1),
                new Row(2, 20, "complaint", null, -1),
                new Row(3, 20, "praise", "price", -1));
        List<Row> answers = List.of(
                new Row(1, 5, "NPS", "delivery", 70),
                new Row(4, 40, "NPS", "price", 41),
                new Row(5, 40, "NPS", "app", -1));
        HistoryStore<Long> all = HistoryStore.ofDates(Row::customer, (Row row) -> FIRST.plusDays(row.day))
                .codes(Row::code)
                .text("topic", Row::topic)
                .from(tickets)
                .named("tickets")
                .and(HistoryStore.ofDates(Row::customer, (Row row) -> FIRST.plusDays(row.day))
                        .codes(Row::code)
                        .text("topic", Row::topic)
                        .day("answered", row -> row.answered < 0 ? null : FIRST.plusDays(row.answered))
                        .from(answers)
                        .named("scores"));
        TopicTrack complaints = TopicTrack.of("tickets", "topic", COMPLAINT);
        TopicTrack survey = TopicTrack.of("scores", "topic", SURVEY).dated("answered");
        Timeline timeline = Timeline.monthly(LocalDate.of(2024, 6, 30));
        TopicsKnown<Long> topics = TopicsKnown.of(Sweep.over(all).threads(2), timeline, List.of(complaints, survey));
        assertThat(topics.known()).contains(Proportion.of(2, 2));
        assertThat(topics.leads().counts()).isEqualTo(Map.of(60, 1L, 21, 1L));
        assertThat(topics.topics().get(0).asked()).containsExactly(mention("delivery", 70, 1, SURVEY));
        TopicsKnown<Long> coded =
                TopicsKnown.of(Sweep.over(all), timeline, List.of(complaints.coded("complaint"), survey));
        assertThat(coded.known()).contains(Proportion.of(1, 2));
        TopicsKnown<Long> march =
                TopicsKnown.of(Sweep.over(all), timeline.from(LocalDate.of(2024, 3, 15)), List.of(complaints, survey));
        assertThat(march.known()).contains(Proportion.of(1, 1));
        assertThat(complaints.coded("complaint").dated("day"))
                .hasToString("topic on tickets coded [complaint] by day (COMPLAINT)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicsKnown.of(Sweep.over(all), timeline, List.of(complaints.dated("answered"))))
                .withMessage("track (tickets) must have a column (answered), and has [topic]");
        assertThatIllegalArgumentException().isThrownBy(() -> TopicsKnown.of(Sweep.over(all), timeline, List.of()));
        assertThat(topics.warnings()).isEmpty();
        assertThat(TopicsKnown.of(Sweep.over(all), timeline, List.of(complaints.coded("complaynt"), survey))
                        .within(30)
                        .toldBy(FRONT_LINE)
                        .warnings())
                .containsExactly("no event has the code complaynt: there are [complaint, praise]");
        assertThat(complaints.coded("complaint").coded("praise"))
                .hasToString("topic on tickets coded [complaint, praise]" + " (COMPLAINT)");
    }

    @Test
    void tracksThatTellNothingOrTwiceAreRefused() {
        HistoryStore<Long> all = HistoryStore.ofDates(Row::customer, (Row row) -> FIRST.plusDays(row.day))
                .codes(Row::code)
                .text("topic", Row::topic)
                .number("minutes", Row::answered)
                .from(List.of(new Row(1, 10, "complaint", " ", 3), new Row(1, 11, "complaint", "price", 3)))
                .named("tickets");
        Timeline timeline = Timeline.monthly(LocalDate.of(2024, 6, 30));
        TopicTrack track = TopicTrack.of("tickets", "topic", COMPLAINT);
        assertThat(TopicsKnown.of(Sweep.over(all), timeline, List.of(track)).unasked())
                .extracting(Topic::name)
                .containsExactly("price");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicsKnown.of(Sweep.over(all), timeline, List.of(track.dated("topic"))))
                .withMessage("column (topic) of track (tickets) must be of days");
        TopicTrack minutes = TopicTrack.of("tickets", "minutes", COMPLAINT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicsKnown.of(Sweep.over(all), timeline, List.of(minutes)))
                .withMessage("column (minutes) of track (tickets) must be of texts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicsKnown.of(Sweep.over(all), timeline, List.of(track, track.coded("complaint"))))
                .withMessageContaining("must be of different events");
        assertThat(TopicsKnown.of(Sweep.over(all), timeline, List.of(track.coded("a"), track.coded("complaint")))
                        .topics())
                .hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> TopicTrack.of("", "topic", COMPLAINT));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicTrack.of("tickets", "", COMPLAINT));
        assertThatIllegalArgumentException().isThrownBy(() -> track.coded("a", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> track.dated(""));
    }

    /** Topic by topic and day by day, in whatever order mentions come. */
    @Property(tries = 200)
    void isTheDefinition(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Mention<Long>> some = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            some.add(mention(
                    List.of("a", "b", "c").get(random.nextInt(3)),
                    random.nextInt(30),
                    random.nextInt(5),
                    List.of(COMPLAINT, SURVEY, CALL).get(random.nextInt(3))));
        }
        int days = 1 + random.nextInt(20);
        long asked = 0;
        long known = 0;
        long mentions = 0;
        long mentionsKnown = 0;
        long lead = 0;
        for (String topic : List.of("a", "b", "c")) {
            LocalDate first = null;
            for (Mention<Long> each : some) {
                if (each.topic().equals(topic) && each.source() == SURVEY) {
                    mentions++;
                    mentionsKnown += lead(some, topic, each.day(), days) > 0 ? 1 : 0;
                    first = first == null || each.day().isBefore(first) ? each.day() : first;
                }
            }
            if (first != null) {
                asked++;
                known += lead(some, topic, first, days) > 0 ? 1 : 0;
                lead += lead(some, topic, first, days);
            }
        }
        List<Mention<Long>> shuffled = new ArrayList<>(some);
        Collections.shuffle(shuffled, new Random(seed));
        TopicsKnown<Long> topics = TopicsKnown.of(shuffled).within(days);
        assertThat(topics.known().map(Proportion::total).orElse(0L)).isEqualTo(asked);
        assertThat(topics.known().map(Proportion::count).orElse(0L)).isEqualTo(known);
        assertThat(topics.mentionsKnown().map(Proportion::total).orElse(0L)).isEqualTo(mentions);
        assertThat(topics.mentionsKnown().map(Proportion::count).orElse(0L)).isEqualTo(mentionsKnown);
        assertThat(topics.leads().counts().entrySet().stream()
                        .mapToLong(entry -> entry.getKey() * entry.getValue())
                        .sum())
                .isEqualTo(lead);
    }

    private static long lead(List<Mention<Long>> all, String topic, LocalDate day, int days) {
        return all.stream()
                .filter(each -> each.topic().equals(topic) && each.source() == COMPLAINT)
                .mapToLong(each -> day.toEpochDay() - each.day().toEpochDay())
                .filter(before -> before >= 1 && before <= days)
                .max()
                .orElse(0);
    }

    @Test
    void leadTimesFromCounts() {
        LeadTimes times = LeadTimes.of(Map.of(3, 1L, 40, 2L, 61, 1L));
        assertThat(times.median()).hasValue(40);
        assertThat(times.quantile(Measured.Quantile.LINEAR, 0.25)).hasValue(30.75);
        assertThat(times.quantile(Measured.Quantile.INVERSE_ECDF, 0.25)).hasValue(3);
        assertThat(times).hasToString("4, at the median 40 days ahead").isEqualTo(LeadTimes.of(times.counts()));
        assertThat(LeadTimes.of(Map.of(1, Long.MAX_VALUE / 2, 2, Long.MAX_VALUE / 2))
                        .quantile(Measured.Quantile.MEDIAN_UNBIASED, 0.5))
                .hasValue(1.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LeadTimes.of(Map.of(0, 1L)))
                .withMessage("days (0) of counts must be at least 1");
        assertThatIllegalArgumentException().isThrownBy(() -> LeadTimes.of(Map.of(1, 0L)));
        assertThatIllegalArgumentException().isThrownBy(() -> times.quantile(Measured.Quantile.LINEAR, Double.NaN));
    }
}
