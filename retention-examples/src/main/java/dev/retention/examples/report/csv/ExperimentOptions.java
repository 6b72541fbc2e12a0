package dev.retention.examples.report.csv;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which experiments there are, and what their arms are; filled in from the command line. */
public final class ExperimentOptions {

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
    private static final int MOST_DECIMALS = 3;
    private static final String EXAMPLE = ", such as holdout=1,offer=9 or holdout=10%,offer=90%";
    private static final String ONCE = "--arm-shares must name every arm once" + EXAMPLE;
    private static final Pattern SHARE =
            Pattern.compile("(?<arm>.*[^\\s=].*)=\\s*(?<share>[0-9]{1,9}(?:[.][0-9]{1,9})?)\\s*%?\\s*");

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
            description = "How customers were to be dealt out to the arms, such as holdout=1,offer=9 or "
                    + "holdout=10%%,offer=90%%. Default: to all arms alike")
    List<String> shares = new ArrayList<>();

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

    /**
     * The shares of the arms as whole numbers, as arms are written in the report; empty if none are named.
     *
     * @throws BadInputException if one cannot be used
     */
    public Map<String, Long> shares() {
        Map<String, BigDecimal> stated = new LinkedHashMap<>();
        for (String each : shares) {
            Matcher share = SHARE.matcher(each);
            if (!share.matches()) {
                throw new BadInputException("--arm-shares " + Shown.quoted(String.join(",", shares)) + ": "
                        + Shown.quoted(each) + " does not name an arm and its share" + EXAMPLE);
            }
            BigDecimal number = new BigDecimal(share.group("share"));
            if (number.signum() <= 0 || number.compareTo(MOST) > 0 || number.scale() > MOST_DECIMALS) {
                throw new BadInputException("--arm-shares " + Shown.oneLine(each, 60) + " must be above 0 and at most "
                        + MOST + ", with at most " + MOST_DECIMALS + " decimals");
            }
            if (stated.put(plain(share.group("arm")), number) != null) {
                throw new BadInputException(ONCE);
            }
        }
        if (stated.size() == 1) {
            throw new BadInputException(ONCE);
        }
        boolean isWhole = stated.values().stream()
                .allMatch(number -> number.stripTrailingZeros().scale() <= 0);
        Map<String, Long> whole = new LinkedHashMap<>();
        stated.forEach((arm, number) ->
                whole.put(arm, (isWhole ? number : number.movePointRight(MOST_DECIMALS)).longValueExact()));
        return whole;
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
        shares();
    }
}
