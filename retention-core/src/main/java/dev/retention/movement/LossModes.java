package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.History;
import dev.retention.rule.Grouping;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which codes of events are which mode of loss, in the order in which they were told. Does not change once it is made. */
final class LossModes implements Serializable {
    static final LossModes NONE = new LossModes(Map.of());

    private static final long serialVersionUID = 1;

    private final LinkedHashMap<String, String> modeByCode;
    private final ArrayList<String> codes;

    private LossModes(Map<String, String> modeByCode) {
        this.modeByCode = new LinkedHashMap<>(modeByCode);
        this.codes = new ArrayList<>(modeByCode.keySet());
    }

    /** These modes and another, or further codes of one of them. */
    LossModes with(String mode, List<String> codesOfMode) {
        requireNonNull(mode, "mode");
        checkArgument(!codesOfMode.isEmpty(), "mode (%s) must have at least one code", mode);
        Map<String, String> more = new LinkedHashMap<>(modeByCode);
        for (String code : codesOfMode) {
            String other = more.put(requireNonNull(code, "codes"), mode);
            checkArgument(other == null, "codes (%s) must not be of mode %s already", code, other);
        }
        return new LossModes(more);
    }

    boolean isEmpty() {
        return modeByCode.isEmpty();
    }

    /** The codes in the order in which they were told. */
    List<String> codes() {
        return List.copyOf(codes);
    }

    @Nullable
    String of(String code) {
        return modeByCode.get(code);
    }

    /** By the mode of the event that made the loss, with all modes there are. */
    Grouping grouping() {
        return Grouping.ofCode("mode", Grouping.Reading.AT_ANCHOR, this::of)
                .declaring(new LinkedHashSet<>(modeByCode.values()).toArray(String[]::new));
    }

    /**
     * The event that made a loss: of those of its day that took value off that whose code was told first, and of several that which took
     * most off; the last of equal ones.
     *
     * @param from the first event of the day
     * @param to the event after the last of the day
     */
    int cause(History history, int from, int to) {
        int cause = from;
        int best = Integer.MAX_VALUE;
        long most = 0;
        for (int event = from; event < to; event++) {
            long amount = history.amount(event);
            int rank = amount < 0 ? codes.indexOf(history.code(event)) : -1;
            rank = rank < 0 ? Integer.MAX_VALUE : rank;
            if (amount < 0 && (rank < best || (rank == best && amount <= most))) {
                cause = event;
                best = rank;
                most = amount;
            }
        }
        return cause;
    }

    /** Prints the modes with their codes. */
    @Override
    public String toString() {
        Map<String, List<String>> codesByMode = new LinkedHashMap<>();
        modeByCode.forEach((code, mode) ->
                codesByMode.computeIfAbsent(mode, unused -> new ArrayList<>()).add(code));
        return codesByMode.toString();
    }
}
