package dev.retention.examples.review.figures;

import dev.retention.examples.report.figures.Finding.Tone;

/**
 * A metric of the scoreboard.
 *
 * @param key its name for programs
 * @param name its name for people
 * @param volume how many, with the name by which they open
 * @param value what they are worth
 * @param lastYear how many there were in the same period last year
 * @param valueLastYear what those were worth
 * @param words the change against last year, the chart's flag, or why there is nothing
 * @param tone how the change is to be read
 */
public record Tile(
        String key, String name, Cell volume, Cell value, Cell lastYear, Cell valueLastYear, String words, Tone tone) {}
