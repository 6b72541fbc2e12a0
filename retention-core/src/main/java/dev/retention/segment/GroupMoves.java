package dev.retention.segment;

import dev.retention.history.Members;
import dev.retention.rule.Counted;
import dev.retention.rule.Grouping;
import dev.retention.rule.In;
import java.util.List;

/** Who moves between groups. */
final class GroupMoves {
    private GroupMoves() {}

    /** The customers of several moves, found together: in two passes, however many groups there are. */
    static <K, C> Members<K> members(Counted<K, C> whole, Grouping grouping, List<In<C>> cells) {
        return cells.isEmpty()
                ? whole.store().members()
                : whole.sweep().count(whole.rule().by(grouping.moves())).members(cells);
    }
}
