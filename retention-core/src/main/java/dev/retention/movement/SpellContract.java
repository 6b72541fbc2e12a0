package dev.retention.movement;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.retention.history.EventCodes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The codes of what happens to a subscription, none of them twice. */
record SpellContract(
        String start,
        List<String> ends,
        @Nullable String announcement,
        @Nullable String due) implements Serializable {
    static final int NONE = 0;
    static final int START = 1;
    static final int ANNOUNCEMENT = 2;
    static final int DUE = 3;
    /** The role of the first code that ends a subscription; those of the others follow. */
    static final int FIRST_END = 4;

    private static final int MAX_ENDS = 64;

    static SpellContract between(String startCode, String endCode, String... moreEndCodes) {
        requireNonNull(startCode, "startCode");
        requireNonNull(endCode, "endCode");
        checkArgument(!startCode.equals(endCode), "endCode (%s) must differ from startCode", endCode);
        int more = requireNonNull(moreEndCodes, "moreEndCodes").length;
        checkArgument(more < MAX_ENDS, "moreEndCodes (%s) must be at most %s", more, MAX_ENDS - 1);
        List<String> ends = new ArrayList<>(List.of(endCode));
        for (String code : moreEndCodes) {
            requireNonNull(code, "moreEndCodes");
            boolean isNew = !code.equals(startCode) && !ends.contains(code);
            checkArgument(isNew, "moreEndCodes (%s) must differ from each other, endCode and startCode", code);
            ends.add(code);
        }
        return new SpellContract(startCode, List.copyOf(ends), null, null);
    }

    SpellContract announcedBy(String code) {
        return new SpellContract(start, ends, code, due);
    }

    SpellContract dueOn(String code) {
        return new SpellContract(start, ends, announcement, code);
    }

    List<String> all() {
        return Stream.of(Stream.of(start), ends.stream(), Stream.ofNullable(announcement), Stream.ofNullable(due))
                .flatMap(codes -> codes)
                .toList();
    }

    Roles roles(EventCodes codes) {
        byte[] roles = new byte[codes.names().size()];
        set(roles, codes, start, START);
        set(roles, codes, announcement, ANNOUNCEMENT);
        set(roles, codes, due, DUE);
        for (int i = 0; i < ends.size(); i++) {
            set(roles, codes, ends.get(i), FIRST_END + i);
        }
        return new Roles(codes, roles);
    }

    private static void set(byte[] roles, EventCodes codes, @Nullable String code, int role) {
        if (code != null) {
            codes.find(code).ifPresent(index -> roles[index] = (byte) role);
        }
    }

    @Override
    public String toString() {
        return "from " + start + " to " + String.join(" or ", ends)
                + (announcement == null ? "" : ", announced by " + announcement)
                + (due == null ? "" : ", due on " + due);
    }

    /** What the codes of one store mean, by their numbers there. Immutable, so that threads may share it without more ado. */
    static final class Roles {
        private final EventCodes codes;
        private final byte[] byCode;

        private Roles(EventCodes codes, byte[] byCode) {
            this.codes = codes;
            this.byCode = byCode;
        }

        boolean areOf(EventCodes others) {
            return codes.equals(others);
        }

        byte[] byCode() {
            return byCode;
        }
    }
}
