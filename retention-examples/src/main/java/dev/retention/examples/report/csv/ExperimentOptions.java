package dev.retention.examples.report.csv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which experiments there are, and what their arms are; filled in from the command line. */
public final class ExperimentOptions {

    private static final long MOST = 1_000_000;

    final Map<String, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--experiment",
            paramLabel = "FILE",
            description = "Say whether what was tried helped, by a CSV file of who was in which arm from which day on: "
                    + "customer, arm, day and, where it holds several, experiment; otherwise an experiment is named by its "
                    + "file. Those who were held out have a day too: that on which they would have got it. May be given "
                    + "several times.")
    List<Path> files = new ArrayList<>();

    @Option(
            names = "--control",
            paramLabel = "ARM",
            description = "The arm that the others are held against. Default: an arm that is named holdout, control or "
                    + "the like")
    @Nullable
    String control;

    @Option(
            names = "--arm-shares",
            paramLabel = "ARM=SHARE",
            split = ",",
            description = "How customers were to be dealt out to the arms, such as holdout=1,offer=9. Default: to all "
                    + "arms alike")
    Map<String, Long> shares = new LinkedHashMap<>();

    @Option(
            names = "--experiment-column",
            paramLabel = "NAME=COLUMN",
            description = "Where a column of --experiment is called otherwise, such as arm=\"Variant name\".")
    void columns(Map<String, String> named) {
        columns.putAll(named);
    }

    /** The arm that the others are held against, as arms are written in the report, if it is named. */
    public Optional<String> control() {
        return Optional.ofNullable(control).map(ExperimentOptions::plain);
    }

    /** The shares of the arms, as arms are written in the report; empty if none are named. */
    public Map<String, Long> shares() {
        Map<String, Long> plain = new LinkedHashMap<>();
        shares.forEach((arm, share) -> plain.put(plain(arm), share));
        return plain;
    }

    private static String plain(String arm) {
        return arm.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * Refuses what does not go together, before any file is read.
     *
     * @throws BadInputException if an option cannot be used
     */
    void check() {
        if (files.isEmpty() && control != null) {
            throw new BadInputException("--control needs --experiment FILE");
        }
        if (files.isEmpty() && !shares.isEmpty()) {
            throw new BadInputException("--arm-shares needs --experiment FILE");
        }
        if (control != null && control.isBlank()) {
            throw new BadInputException("--control \"\" names no arm");
        }
        shares.forEach((arm, share) -> {
            if (share < 1 || share > MOST) {
                throw new BadInputException(
                        "--arm-shares " + Shown.oneLine(arm, 60) + "=" + share + " must be from 1 to " + MOST);
            }
        });
        if (shares().size() < shares.size() || shares.size() == 1) {
            throw new BadInputException("--arm-shares must name every arm once, such as holdout=1,offer=9");
        }
    }
}
