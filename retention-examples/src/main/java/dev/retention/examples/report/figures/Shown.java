package dev.retention.examples.report.figures;

import java.util.List;

/**
 * How much of a long report a page holds; the JSON has all of it.
 *
 * @param periods how many periods, the latest, and as many ages
 * @param customers how many customers, those who spent most
 */
public record Shown(int periods, int customers) {

    /** The latest periods that are shown. */
    public <T> List<T> latest(List<T> all) {
        return all.subList(Math.max(0, all.size() - periods), all.size());
    }
}
