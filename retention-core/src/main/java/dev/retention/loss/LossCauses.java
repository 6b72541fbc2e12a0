package dev.retention.loss;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;
import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How and why customers are lost: where reasons are recorded, which modes are involuntary, and which reasons could have been avoided.
 *
 * <pre>{@code
 * LossCauses causes = LossCauses.recordedIn(Contracts.REASON, Contracts.REASON_NOW)
 *         .mode("cancelled", "voluntary", Contracts.ENDED)
 *         .involuntary("failed payment")
 *         .avoidable("support", "missing feature")
 *         .unavoidable("moved away");
 * }</pre>
 *
 * <p>The mode of a loss is the code of the event that made it, or the name that is given to the code. A loss by an involuntary code is
 * {@link LossCause#INVOLUNTARY} whatever its reason; any other is put down to the reason that is known by the end of the data: the present
 * one, or where none is recorded the first. An empty or blank text is no reason. What is avoidable is the caller's to say; a reason of which it was not said is
 * {@link LossCause#NOT_JUDGED}. This class is immutable, thread-safe and serialisable.
 *
 * @since 0.1.0
 */
public final class LossCauses implements Serializable {
    static final LossCauses NONE = new LossCauses(LossReasons.NONE);

    private static final long serialVersionUID = 1;

    private final LossReasons reasons;
    private final LinkedHashMap<String, String> modes = new LinkedHashMap<>();
    private final TreeSet<String> involuntary = new TreeSet<>();
    private final TreeSet<String> avoidable = new TreeSet<>();
    private final TreeSet<String> unavoidable = new TreeSet<>();

    private LossCauses(LossReasons reasons) {
        this.reasons = reasons;
    }

    /** Which reason of a loss is meant. */
    public enum Recorded {
        /** The reason as it was recorded first. */
        FIRST,
        /** The reason as it is known by the end of the data. */
        NOW
    }

    /**
     * Reasons are not recorded.
     *
     * @return causes by mode alone
     */
    public static LossCauses notRecorded() {
        return NONE;
    }

    /**
     * A reason is recorded once.
     *
     * @param column a column of texts of the event that makes the loss, not empty
     * @return causes by mode and reason
     * @throws IllegalArgumentException if the name is empty
     */
    public static LossCauses recordedIn(String column) {
        return new LossCauses(new LossReasons("", named(column, "column"), ""));
    }

    /**
     * A reason is recorded, and perhaps another one later.
     *
     * @param first a column of texts of the event that makes the loss, such as {@link dev.retention.movement.Contracts#REASON}
     * @param now the column of the present reason, such as {@link dev.retention.movement.Contracts#REASON_NOW}; where it is empty, the
     *     first stands
     * @return causes by mode and reason
     * @throws IllegalArgumentException if a name is empty
     */
    public static LossCauses recordedIn(String first, String now) {
        return new LossCauses(new LossReasons("", named(first, "first"), named(now, "now")));
    }

    /**
     * Reasons are recorded on a track of their own, such as of exit calls, as often as somebody asks.
     *
     * <p>Of a loss are those from the day of the arrival to the day before the next arrival, or the as-of day; what else happens on the
     * losses' own track does not matter. Of a list of losses they are those from {@link Losses#since}, where it is known, and after the
     * loss before, to the day before the next arrival or, where that is not known, the next loss. Of these:
     *
     * <pre>
     *   first    the last on or before the day of the loss; if there is none, the first after it
     *   present  the last
     * </pre>
     *
     * <p>Of several on one day the later on the track is the last.
     *
     * @param track the name of the track
     * @param column its column of texts
     * @return causes by mode and reason
     * @throws IllegalArgumentException if a name is empty
     */
    public static LossCauses recordedOn(String track, String column) {
        return new LossCauses(new LossReasons(named(track, "track"), named(column, "column"), ""));
    }

    private static String named(String column, String name) {
        checkArgument(!requireNonNull(column, name).isEmpty(), "%s (%s) must not be empty", name, column);
        return column;
    }

    private LossCauses with(Consumer<LossCauses> change) {
        LossCauses copy = new LossCauses(reasons);
        copy.modes.putAll(modes);
        copy.involuntary.addAll(involuntary);
        copy.avoidable.addAll(avoidable);
        copy.unavoidable.addAll(unavoidable);
        change.accept(copy);
        return copy;
    }

    /**
     * Names a mode of loss, where the codes of events do not.
     *
     * @param mode the name of the mode
     * @param codes the codes of events by which customers are lost so, at least one
     * @return these causes with that mode, or with further codes of it
     * @throws IllegalArgumentException if the name or a code is empty or blank, there is no code, or one comes twice or has a mode already
     */
    public LossCauses mode(String mode, String... codes) {
        checkArgument(!requireNonNull(mode, "mode").isBlank(), "mode (%s) must not be empty or blank", mode);
        List<String> all = some(codes, "codes");
        checkArgument(all.stream().distinct().count() == all.size(), "codes (%s) must be each once", all);
        return with(causes -> all.forEach(code -> {
            String other = causes.modes.put(code, mode);
            checkArgument(other == null, "codes (%s) must not be of mode %s already", code, other);
        }));
    }

    /**
     * Tells by which codes customers are lost who did not mean to leave.
     *
     * @param codes the codes of events, such as {@code failed payment}, at least one
     * @return these causes with them, beside those told before
     * @throws IllegalArgumentException if there is no code, or one is empty or blank
     */
    public LossCauses involuntary(String... codes) {
        List<String> all = some(codes, "codes");
        return with(causes -> causes.involuntary.addAll(all));
    }

    /**
     * Tells which reasons could have been avoided.
     *
     * @param reasons the reasons as they are recorded, at least one
     * @return these causes with them, beside those told before
     * @throws IllegalArgumentException if there is no reason, or one is empty or blank, which is none, or unavoidable
     * @throws IllegalStateException if reasons are not recorded
     */
    public LossCauses avoidable(String... reasons) {
        List<String> all = judged(reasons, unavoidable, "unavoidable");
        return with(causes -> causes.avoidable.addAll(all));
    }

    /**
     * Tells which reasons could not have been avoided.
     *
     * @param reasons the reasons as they are recorded, at least one
     * @return these causes with them, beside those told before
     * @throws IllegalArgumentException if there is no reason, or one is empty or blank, which is none, or avoidable
     * @throws IllegalStateException if reasons are not recorded
     */
    public LossCauses unavoidable(String... reasons) {
        List<String> all = judged(reasons, avoidable, "avoidable");
        return with(causes -> causes.unavoidable.addAll(all));
    }

    private List<String> judged(String[] told, Set<String> others, String name) {
        List<String> all = some(told, "reasons");
        checkState(reasons.exist(), "reasons are not recorded: take recordedIn(…)");
        all.forEach(
                reason -> checkArgument(!others.contains(reason), "reasons (%s) must not be %s already", reason, name));
        return all;
    }

    private static List<String> some(String[] texts, String name) {
        for (String text : requireNonNull(texts, name)) {
            checkArgument(!requireNonNull(text, name).isBlank(), "%s (%s) must not be empty or blank", name, text);
        }
        checkArgument(texts.length > 0, "%s must be at least one", name);
        return Arrays.asList(texts.clone());
    }

    LossReasons reasons() {
        return reasons;
    }

    boolean judges() {
        return !avoidable.isEmpty() || !unavoidable.isEmpty();
    }

    boolean hasInvoluntary() {
        return !involuntary.isEmpty();
    }

    /** The codes that were told of, in alphabetical order. */
    Set<String> codes() {
        Set<String> codes = new TreeSet<>(modes.keySet());
        codes.addAll(involuntary);
        return codes;
    }

    /** The reasons that were judged. */
    Set<String> judgedReasons() {
        Set<String> reasons = new TreeSet<>(avoidable);
        reasons.addAll(unavoidable);
        return reasons;
    }

    /** The modes whose name is a code of another meaning, of the codes that there are. */
    List<String> modesLike(Collection<String> codes) {
        return modes().stream()
                .filter(mode -> codes.contains(mode) && !modes.containsKey(mode))
                .toList();
    }

    /** The mode of a code, which is the code itself unless another name was given. */
    String mode(String code) {
        return modes.getOrDefault(code, code);
    }

    /** What a loss by a code is put down to, with the present reason if there is one. */
    LossCause of(String code, @Nullable String reason) {
        if (involuntary.contains(code)) {
            return LossCause.INVOLUNTARY;
        }
        if (reason == null) {
            return LossCause.UNEXPLAINED;
        }
        if (avoidable.contains(reason)) {
            return LossCause.AVOIDABLE;
        }
        return unavoidable.contains(reason) ? LossCause.UNAVOIDABLE : LossCause.NOT_JUDGED;
    }

    /** The names of modes, in the order in which they were told of. */
    List<String> modes() {
        return modes.values().stream().distinct().toList();
    }

    /** Texts that are told apart however they are written. */
    static String quoted(Collection<String> texts) {
        return String.join(
                " or ",
                texts.stream()
                        .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .toList());
    }

    /** Prints what was told, nothing of what was not. */
    @Override
    public String toString() {
        StringBuilder words = new StringBuilder(reasons.toString());
        modes.forEach((code, mode) -> add(words, "mode " + quoted(List.of(mode)) + " by", List.of(code)));
        add(words, "involuntary", involuntary);
        add(words, "avoidable", avoidable);
        add(words, "unavoidable", unavoidable);
        return words.toString();
    }

    private static void add(StringBuilder words, String what, Collection<String> texts) {
        if (!texts.isEmpty()) {
            words.append(", ").append(what).append(' ').append(quoted(texts));
        }
    }
}
