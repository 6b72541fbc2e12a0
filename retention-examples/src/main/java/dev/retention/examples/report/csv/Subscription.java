package dev.retention.examples.report.csv;

import dev.retention.movement.BillingInterval;
import dev.retention.movement.MonthlyValue;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a file of subscriptions says: what a subscription is worth from a day on.
 *
 * @param line the line's number, 1 the first
 * @param customer the customer's key
 * @param subscription what tells the customer's subscriptions apart
 * @param start the first day
 * @param end the first day on which it holds no more; null while it does
 * @param notice the day on which notice was given, if there is one
 * @param value the value a month
 * @param quantity how many units
 * @param plan the plan, empty where none is named
 * @param family the product family, empty where none is named
 * @param mode how it ended, empty where that is not told
 * @param reason why it ended, empty where that is not told
 * @param interval how often it is charged; null where that is not told
 */
public record Subscription(
        long line,
        String customer,
        String subscription,
        LocalDate start,
        @Nullable LocalDate end,
        @Nullable LocalDate notice,
        MonthlyValue value,
        long quantity,
        String plan,
        String family,
        String mode,
        String reason,
        @Nullable BillingInterval interval) {}
