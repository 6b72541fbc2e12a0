package dev.retention.service;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;

/**
 * Where the means of groups lie and how far apart, estimated from all of them: see {@link ScoreGroups#lowestMeans}.
 *
 * @param within the variance of answers of a group
 * @param between the variance of the means of groups
 * @param centre the mean of groups
 * @param weights the sum of the weights of groups in it; infinite if groups have no variance at all
 */
record ShrunkenMeans(double within, double between, double centre, double weights) {
    static ShrunkenMeans of(List<ScoreCounts> groups) {
        double answers = 0;
        double sum = 0;
        double squaredSizes = 0;
        double deviations = 0;
        for (ScoreCounts each : groups) {
            double n = each.answers();
            answers += n;
            sum += n * average(each);
            squaredSizes += n * n;
            deviations += each.deviations();
        }
        int k = groups.size();
        checkState(answers > k, "no group has two answers: nothing tells how answers of a group differ");
        double within = deviations / (answers - k);
        double apart = 0;
        for (ScoreCounts each : groups) {
            apart += each.answers() * Math.pow(average(each) - sum / answers, 2);
        }
        double between = Math.max(0, (apart - (k - 1) * within) / (answers - squaredSizes / answers));
        return centred(groups, within, between);
    }

    private static ShrunkenMeans centred(List<ScoreCounts> groups, double within, double between) {
        if (within + between == 0) {
            return new ShrunkenMeans(0, 0, average(groups.get(0)), Double.POSITIVE_INFINITY);
        }
        double weights = 0;
        double sum = 0;
        for (ScoreCounts each : groups) {
            double weight = 1 / (within / each.answers() + between);
            weights += weight;
            sum += weight * average(each);
        }
        return new ShrunkenMeans(within, between, sum / weights, weights);
    }

    private static double average(ScoreCounts group) {
        return group.average().orElseThrow();
    }

    private double shrinkage(ScoreCounts group) {
        double variance = within / group.answers();
        return variance == 0 ? 0 : variance / (variance + between);
    }

    double mean(ScoreCounts group) {
        return centre + (1 - shrinkage(group)) * (average(group) - centre);
    }

    double error(ScoreCounts group) {
        double drawn = shrinkage(group);
        return Math.sqrt((1 - drawn) * within / group.answers() + drawn * drawn / weights);
    }
}
