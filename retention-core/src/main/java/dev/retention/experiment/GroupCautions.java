package dev.retention.experiment;

import dev.retention.PValueCorrection;
import dev.retention.experiment.Caution.Kind;
import dev.retention.internal.Text;
import dev.retention.rule.ByGroup;
import dev.retention.rule.Group;
import dev.retention.rule.Grouping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What speaks against reading effects within groups. */
final class GroupCautions {
    private GroupCautions() {}

    static List<Caution> of(
            Grouping grouping, ByGroup<ArmSums> groups, long tried, double confidence, PValueCorrection correction) {
        List<Caution> cautions = new ArrayList<>();
        if (tried > 1) {
            cautions.add(new Caution(
                    Kind.FISHING,
                    String.format(
                            Locale.ROOT,
                            "%,d effects were looked at: without any effect chance makes about %s of them look"
                                    + " real; only those that still do when corrected"
                                    + " (%s) count, and a group that is picked for its effect needs a test of its own",
                            tried,
                            Text.number(tried * (1 - confidence), 2),
                            Text.words(correction))));
        }
        if (grouping.reading() == Grouping.Reading.LATEST) {
            cautions.add(new Caution(
                    Kind.GROUPS_READ_LATER,
                    "groups by " + grouping.name() + " are those at the end of the data: unless they cannot change,"
                            + " the exposure may have moved"
                            + " customers between them; read them at the anchor"));
        }
        double[] adjusted = PValueCorrection.HOLM.adjusted(groups.tables().values().stream()
                .mapToDouble(sums -> sums.sampleRatio().pValue().orElse(1))
                .toArray());
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] < SampleRatio.LEVEL) {
                Group group = groups.groups().get(i);
                cautions.add(new Caution(
                        Kind.SAMPLE_RATIO,
                        "within " + group + ": " + groups.inGroup(group).sampleRatio()));
            }
        }
        return cautions;
    }
}
