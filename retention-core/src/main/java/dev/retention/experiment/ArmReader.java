package dev.retention.experiment;

import dev.retention.history.EventCodes;
import dev.retention.history.History;
import org.jspecify.annotations.Nullable;

/** Reads the arm of one customer after the other, on one thread. */
final class ArmReader {
    private final ExperimentSettings settings;
    // The arms of the exposures' codes, −1 of another.
    private @Nullable EventCodes codes;
    private int[] arms = {};
    private int arm;

    ArmReader(ExperimentSettings settings) {
        this.settings = settings;
    }

    /** Looks at a customer with an exposure; tells whether all of them are to one arm. */
    boolean isOneArm(History exposures) {
        arm = arm(exposures, 0);
        for (int event = 1; event < exposures.size(); event++) {
            if (arm(exposures, event) != arm) {
                return false;
            }
        }
        return true;
    }

    /** The number of the arm of the first exposure. */
    int arm() {
        return arm;
    }

    private int arm(History exposures, int event) {
        if (!exposures.codes().equals(codes)) {
            learn(exposures.codes());
        }
        int known = arms[exposures.codeIndex(event)];
        return known >= 0 ? known : settings.arm(exposures.code(event));
    }

    private void learn(EventCodes all) {
        codes = all;
        arms = new int[Math.max(1, all.names().size())];
        for (int code = 0; code < arms.length; code++) {
            arms[code] = all.names().isEmpty() ? -1 : settings.arms.indexOf(all.name(code));
        }
    }
}
