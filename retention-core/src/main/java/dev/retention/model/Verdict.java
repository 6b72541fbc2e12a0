package dev.retention.model;

import com.google.common.collect.ImmutableList;
import dev.retention.internal.TrustRegionNewton;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How a fit ended: the status, the same in words, and what a careful user should know besides. */
record Verdict(FitStatus status, String words, ImmutableList<String> warnings) {

    /** The verdict on a search. */
    static Verdict of(ParameterSpace space, TrustRegionNewton.Result result) {
        FitStatus status = switch (result.outcome()) {
            case CONVERGED -> FitStatus.CONVERGED;
            case BOUNDARY -> FitStatus.BOUNDARY;
            case FLAT -> FitStatus.FLAT;
            case NOT_CONVERGED -> FitStatus.NOT_CONVERGED;
        };
        return new Verdict(status, explain(space, result), ImmutableList.of());
    }

    /** Another status in other words, for what a model knows about its data and the search does not. */
    Verdict because(FitStatus other, String why) {
        return new Verdict(other, why, warnings);
    }

    /** One more warning. */
    Verdict warning(String warning) {
        return new Verdict(
                status,
                words,
                ImmutableList.<String>builder().addAll(warnings).add(warning).build());
    }

    /** The parameters that have a share in the flat or rising direction. */
    private static String along(ParameterSpace space, TrustRegionNewton.Result result) {
        return IntStream.range(0, space.size())
                .filter(i -> result.share()[i] > 0.05)
                .mapToObj(space::name)
                .collect(Collectors.joining(" and "));
    }

    private static String explain(ParameterSpace space, TrustRegionNewton.Result result) {
        StringBuilder words = new StringBuilder();
        switch (result.outcome()) {
            case CONVERGED ->
                words.append("converged in ").append(result.iterations()).append(" steps");
            case NOT_CONVERGED -> {
                words.append("the search stopped where the likelihood still rises along ")
                        .append(along(space, result));
                if (result.rounding() > 0) {
                    words.append(String.format(
                            Locale.ROOT,
                            ", since it is known only to within %.2g: a rare history is lost among too many customers",
                            result.rounding()));
                }
            }
            case FLAT ->
                words.append("the likelihood is flat: it hardly changes along ").append(along(space, result));
            case BOUNDARY -> {}
        }
        for (int i = 0; i < space.size(); i++) {
            int side = result.bound()[i];
            if (side != 0) {
                words.append(words.isEmpty() ? "" : "; ")
                        .append(space.name(i))
                        .append(
                                side < 0
                                        ? " ran to the lower end of its range, "
                                        : " ran to the upper end of its range, ")
                        .append(space.bound(i, side));
            }
        }
        return words.toString();
    }
}
