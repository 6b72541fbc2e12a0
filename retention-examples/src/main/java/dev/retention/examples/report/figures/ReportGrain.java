package dev.retention.examples.report.figures;

import dev.retention.PeriodsPerYear;
import dev.retention.time.Grain;
import java.time.DayOfWeek;

/** The lengths of period that the report offers. */
public enum ReportGrain {
    DAY("day"),
    WEEK("week"),
    MONTH("month"),
    QUARTER("quarter"),
    YEAR("year");

    private final String word;

    ReportGrain(String word) {
        this.word = word;
    }

    /** The word for one period. */
    public String word() {
        return word;
    }

    /** A period of this length by its label, which of weeks is their first day. */
    public String named(String label) {
        return this == WEEK ? "the week of " + label : label;
    }

    /** The library's grain; only weeks need to know on which day they start. */
    public Grain grain(DayOfWeek weekStart) {
        return switch (this) {
            case DAY -> Grain.DAY;
            case WEEK -> Grain.weekStarting(weekStart);
            case MONTH -> Grain.MONTH;
            case QUARTER -> Grain.QUARTER;
            case YEAR -> Grain.YEAR;
        };
    }

    /** How many whole periods make a year; of days and weeks, 52 weeks. */
    public int periodsOfAYear() {
        return switch (this) {
            case DAY -> 364;
            case WEEK -> 52;
            case MONTH -> 12;
            case QUARTER -> 4;
            case YEAR -> 1;
        };
    }

    /** The days of a period, on average. */
    public double days() {
        return switch (this) {
            case DAY -> 1;
            case WEEK -> 7;
            default -> 365.25 / periodsOfAYear();
        };
    }

    /** How many such periods a year has. */
    public PeriodsPerYear periodsPerYear() {
        return switch (this) {
            case DAY -> PeriodsPerYear.DAILY;
            case WEEK -> PeriodsPerYear.WEEKLY;
            case MONTH -> PeriodsPerYear.MONTHLY;
            case QUARTER -> PeriodsPerYear.QUARTERLY;
            case YEAR -> PeriodsPerYear.YEARLY;
        };
    }
}
