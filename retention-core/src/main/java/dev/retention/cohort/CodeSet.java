package dev.retention.cohort;

import static com.google.common.base.Preconditions.checkArgument;

import dev.retention.history.EventCodes;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The events that count, by their codes; all events if no codes are named. */
final class CodeSet implements Serializable {
    private static final long serialVersionUID = 1;

    static final CodeSet ALL = new CodeSet(null);

    private final @Nullable TreeSet<String> names;
    private transient volatile @Nullable Mask mask;

    private CodeSet(@Nullable Collection<String> names) {
        this.names = names == null ? null : new TreeSet<>(names);
    }

    static CodeSet of(String... codes) {
        checkArgument(codes.length > 0, "codes must not be empty: name at least one");
        return new CodeSet(List.of(codes));
    }

    boolean isAll() {
        return names == null;
    }

    boolean containsAll(CodeSet others) {
        return names == null || (others.names != null && names.containsAll(others.names));
    }

    boolean contains(String code) {
        return names == null || names.contains(code);
    }

    /** Whether each code of a store counts, by number. */
    boolean[] in(EventCodes codes) {
        // Looked up once per store: a cursor of a growing store may bring other codes, so the codes are
        // part of the memory.
        Mask known = mask;
        if (known == null || !known.codes.equals(codes)) {
            List<String> all = codes.names();
            boolean[] counts = new boolean[all.size()];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = contains(all.get(i));
            }
            known = new Mask(codes, counts);
            mask = known;
        }
        return known.counts;
    }

    /** The codes that no event has. */
    List<String> unknownIn(EventCodes codes) {
        return names == null
                ? List.of()
                : names.stream().filter(code -> !codes.names().contains(code)).toList();
    }

    private static final class Mask {
        private final EventCodes codes;
        private final boolean[] counts;

        Mask(EventCodes codes, boolean[] counts) {
            this.codes = codes;
            this.counts = counts;
        }
    }

    @Override
    public String toString() {
        return names == null ? "any event" : names.toString();
    }
}
