package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.Proportion;
import dev.retention.internal.Checks;
import dev.retention.internal.Text;
import dev.retention.rule.Sweep;
import dev.retention.time.Timeline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collector;

/**
 * Whether a survey told anything new: which of the topics that customers named when asked were known from what they told unasked, and how
 * long before. A survey should confirm what is known; if it tells new things, one is too far from one's customers.
 *
 * <pre>{@code
 * TopicsKnown<Long> topics = TopicsKnown.of(List.of(
 *         new TopicsKnown.Mention<>("delivery", LocalDate.of(2024, 2, 1), 7L, IssueSource.COMPLAINT),
 *         new TopicsKnown.Mention<>("delivery", LocalDate.of(2024, 3, 12), 8L, IssueSource.SURVEY),
 *         new TopicsKnown.Mention<>("price", LocalDate.of(2024, 3, 12), 9L, IssueSource.SURVEY)));
 * topics.known();        // 50.0 % (1 of 2)
 * topics.leads();        // 1, at the median 40 days ahead
 * topics.news();         // price
 * TopicsKnown.of(Sweep.over(all), months, List.of(TopicTrack.of("tickets", "topic", IssueSource.COMPLAINT)));
 * }</pre>
 *
 * <p>Of a topic, with the days on which customers named it:
 *
 * <pre>
 *   asked    the first day of the {@link IssueSource#SURVEY}
 *   told     the first day of another source in the {@link #within} days before it, all days unless told otherwise
 *   known    told &lt; asked: what is told on the day of the survey is not known before it
 *   lead     asked − told   days
 * </pre>
 *
 * <p>Topics are the same if their texts are equal. Other sources are {@link IssueSource#COMPLAINT} and {@link IssueSource#FRONT_LINE}
 * unless {@linkplain #toldBy told otherwise}; what other sources say is left out. Takes {@code O(n log n)} time. Immutable and thread-safe.
 *
 * @param <K> the type of customer keys
 * @since 0.1.0
 */
public final class TopicsKnown<K> {
    private final List<Mention<K>> mentions;
    private final Set<IssueSource> sources;
    private final int days;
    private final List<Topic<K>> topics;
    private final List<String> warnings;

    private TopicsKnown(List<Mention<K>> mentions, Set<IssueSource> sources, int days, List<String> warnings) {
        this.mentions = mentions;
        this.sources = sources;
        this.days = days;
        this.warnings = warnings;
        TreeMap<String, List<Mention<K>>> told = new TreeMap<>();
        TreeMap<String, List<Mention<K>>> asked = new TreeMap<>();
        for (Mention<K> mention : mentions) {
            boolean isAsked = mention.source == IssueSource.SURVEY;
            if (isAsked || sources.contains(mention.source)) {
                (isAsked ? asked : told)
                        .computeIfAbsent(mention.topic, unused -> new ArrayList<>())
                        .add(mention);
            }
        }
        TreeSet<String> names = new TreeSet<>(asked.keySet());
        names.addAll(told.keySet());
        this.topics = names.stream()
                .map(name -> new Topic<>(
                        name, told.getOrDefault(name, List.of()), asked.getOrDefault(name, List.of()), days))
                .toList();
    }

    /**
     * That a customer named a topic.
     *
     * @param topic what it was about
     * @param day when the customer said so
     * @param customer who
     * @param source how we came to know
     * @param <K> the type of customer keys
     * @since 0.1.0
     */
    public record Mention<K>(String topic, LocalDate day, K customer, IssueSource source) {
        /**
         * Checks the components.
         *
         * @param topic what it was about
         * @param day when the customer said so
         * @param customer who
         * @param source how we came to know
         * @throws IllegalArgumentException if {@code topic} is empty or blank, or the year of {@code day} beyond 999,999
         */
        public Mention {
            requireNonNull(topic, "topic");
            requireNonNull(day, "day");
            requireNonNull(customer, "customer");
            requireNonNull(source, "source");
            checkArgument(!topic.isBlank(), "topic (%s) must not be empty or blank", topic);
            Checks.day(day, "day");
        }
    }

    /**
     * Compares what a survey named with what complaints and the front line told.
     *
     * @param mentions who named which topic, in any order
     * @param <K> the type of customer keys
     * @return the comparison
     */
    public static <K> TopicsKnown<K> of(Collection<Mention<K>> mentions) {
        return of(mentions, List.of());
    }

    private static <K> TopicsKnown<K> of(Collection<Mention<K>> mentions, List<String> warnings) {
        List<Mention<K>> ordered = new ArrayList<>(List.copyOf(requireNonNull(mentions, "mentions")));
        ordered.sort(Comparator.comparing(Mention::day));
        Set<IssueSource> sources = EnumSet.of(IssueSource.COMPLAINT, IssueSource.FRONT_LINE);
        return new TopicsKnown<>(List.copyOf(ordered), sources, Integer.MAX_VALUE, warnings);
    }

    /**
     * Compares what customers named on tracks. Takes one pass over the store.
     *
     * @param sweep the sweep
     * @param timeline up to when the data are known; with a first period, surveys before it are left out, and nothing else
     * @param tracks where topics are named, at least one
     * @param <K> the type of customer keys
     * @return the comparison, the same on any number of threads
     * @throws IllegalArgumentException if no track is given, two are of the same events, the store lacks one or a column, a column is not of texts
     *     or days, or the timeline does not fit it
     */
    public static <K> TopicsKnown<K> of(Sweep<K> sweep, Timeline timeline, List<TopicTrack> tracks) {
        requireNonNull(sweep, "sweep");
        requireNonNull(timeline, "timeline");
        checkArgument(!requireNonNull(tracks, "tracks").isEmpty(), "tracks must not be empty");
        List<TopicTrack> each = List.copyOf(tracks);
        List<String> odd = TopicTrack.check(each, sweep.store());
        LocalDate first = timeline.hasFirst() ? timeline.first().firstDay() : LocalDate.MIN;
        return of(
                sweep.collect(
                        timeline,
                        Collector.of(
                                ArrayList<Mention<K>>::new,
                                (all, history) -> {
                                    @SuppressWarnings("unchecked") // the keys of the store that is swept
                                    K customer = (K) history.customer();
                                    for (TopicTrack track : each) {
                                        boolean isAsked = track.source() == IssueSource.SURVEY;
                                        track.forEach(history, (topic, day) -> {
                                            if (!(isAsked && day.isBefore(first))) {
                                                all.add(new Mention<>(topic, day, customer, track.source()));
                                            }
                                        });
                                    }
                                },
                                (all, more) -> {
                                    all.addAll(more);
                                    return all;
                                })),
                odd);
    }

    /** {@return a sentence for each code that a track was told of and no event has; none of mentions} */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Takes only what was told some days before as known.
     *
     * @param days how many days before the survey at most, at least 1
     * @return the comparison within those days
     * @throws IllegalArgumentException if {@code days < 1}
     */
    public TopicsKnown<K> within(int days) {
        Checks.positive((long) days, "days");
        return new TopicsKnown<>(mentions, sources, days, warnings);
    }

    /**
     * Sets whose word makes a topic known.
     *
     * @param source a source
     * @param moreSources further sources
     * @return the comparison with those sources
     * @throws IllegalArgumentException if one is {@link IssueSource#SURVEY}, which is what they are compared with
     */
    public TopicsKnown<K> toldBy(IssueSource source, IssueSource... moreSources) {
        EnumSet<IssueSource> others = EnumSet.of(requireNonNull(source, "source"));
        for (IssueSource more : requireNonNull(moreSources, "moreSources")) {
            others.add(requireNonNull(more, "moreSources"));
        }
        checkArgument(!others.contains(IssueSource.SURVEY), "source (%s) must not be SURVEY", others);
        return new TopicsKnown<>(mentions, others, days, warnings);
    }

    /**
     * All topics that a survey or another source named.
     *
     * @return in order of their texts
     */
    public List<Topic<K>> topics() {
        return topics;
    }

    private List<Topic<K>> asked() {
        return topics.stream().filter(topic -> !topic.asked().isEmpty()).toList();
    }

    /**
     * Of the topics that the survey named, how many were known.
     *
     * @return the share; empty if the survey named none
     */
    public Optional<Proportion> known() {
        return share(asked().stream().filter(Topic::isKnown).count(), asked().size());
    }

    /**
     * Of all that customers named in the survey, how much was of topics known before that very day: the same with topics weighed by how
     * often they were named.
     *
     * @return the share of mentions; empty if there are none
     */
    public Optional<Proportion> mentionsKnown() {
        return share(
                asked().stream().mapToLong(Topic::mentionsKnown).sum(),
                asked().stream().mapToLong(topic -> topic.asked().size()).sum());
    }

    private static Optional<Proportion> share(long some, long all) {
        return all == 0 ? Optional.empty() : Optional.of(Proportion.of(some, all));
    }

    /**
     * How many days before the survey its known topics were told.
     *
     * @return a count for each topic that was known
     */
    public LeadTimes leads() {
        TreeMap<Integer, Long> leads = new TreeMap<>();
        topics.forEach(topic -> topic.lead().ifPresent(lead -> leads.merge(lead, 1L, Long::sum)));
        return LeadTimes.of(leads);
    }

    /**
     * What the survey told first: where we are too far from our customers.
     *
     * @return the topics that the survey named and that were not known, those named most often first, then in order of their texts
     */
    public List<Topic<K>> news() {
        return asked().stream()
                .filter(topic -> !topic.isKnown())
                .sorted(Comparator.comparing((Topic<K> topic) -> -topic.asked().size()))
                .toList();
    }

    /**
     * What customers tell and the survey never named: it may not ask for it, or not those whom it concerns.
     *
     * @return the topics, those told most often first, then in order of their texts
     */
    public List<Topic<K>> unasked() {
        return topics.stream()
                .filter(topic -> topic.asked().isEmpty())
                .sorted(Comparator.comparing((Topic<K> topic) -> -topic.told().size()))
                .toList();
    }

    /** Prints what was known, such as {@code the survey named 8 topics: 75.0 % (6 of 8) known before, 41 days ahead at
     * the median}. */
    @Override
    public String toString() {
        long named = asked().size();
        String words = "the survey named " + named + (named == 1 ? " topic" : " topics");
        OptionalDouble lead = leads().median();
        return words
                + known().map(share -> ": " + share + " known before").orElse("")
                + (lead.isPresent() ? ", " + Text.number(lead.getAsDouble(), 4) + " days ahead at the median" : "");
    }
}
