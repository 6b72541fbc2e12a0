package dev.retention.examples.review.figures;

import dev.retention.examples.report.figures.Finding;

/**
 * A finding with the customers behind it.
 *
 * @param finding the sentence
 * @param customers how many lost customers are behind it, and the name by which they open
 */
public record Found(Finding finding, Cell customers) {}
