package dev.retention.rule;

/**
 * In which group a customer is at the moments between the periods of a timeline: moment {@code p} is the start of period
 * {@code p} and the end of the one before. As many entries as the customer's group has changes.
 */
final class PeriodGroups {
    private final int periods;
    // By row of the rule: 0 where the group is read at the start of the period, 1 at its end.
    private final int[] offsets;
    private final int[] from;
    private final int[] groups;
    private int size;
    private int at;
    // The moments for which the group looked at last holds: from one to before another.
    private int begin;
    private int end;
    private int group;

    PeriodGroups(int[] offsets, int periods) {
        this.offsets = offsets;
        this.periods = periods;
        this.from = new int[periods + 1];
        this.groups = new int[periods + 1];
    }

    /** The last moment: the end of the last period. */
    int lastMoment() {
        return periods;
    }

    void clear() {
        size = 0;
        at = 0;
        end = 0;
    }

    /** The customer is in a group from a moment on; moments ascend, the first is 0. */
    void enter(int moment, int entered) {
        if (size > 0 && from[size - 1] == moment) {
            size--;
        }
        if (size > 0 && groups[size - 1] == entered) {
            return;
        }
        from[size] = moment;
        groups[size++] = entered;
    }

    int offset(int row) {
        return offsets[row];
    }

    int groupAt(int moment) {
        if (moment < begin || moment >= end) {
            seek(moment);
        }
        return group;
    }

    private void seek(int moment) {
        while (at > 0 && from[at] > moment) {
            at--;
        }
        while (at + 1 < size && from[at + 1] <= moment) {
            at++;
        }
        begin = from[at];
        end = at + 1 < size ? from[at + 1] : Integer.MAX_VALUE;
        group = groups[at];
    }

    /** The moment at which the customer's group changes next after one. */
    int nextChange(int moment) {
        groupAt(moment);
        return end;
    }
}
