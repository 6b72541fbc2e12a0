package dev.retention.examples.report.csv;

import dev.retention.history.EventFilter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says what is wrong with one in words of the command line. */
public final class Converters {

    private Converters() {}

    /** Has a command line read dates, character sets, currencies and policies of refunds this way. */
    public static CommandLine register(CommandLine line) {
        return line.registerConverter(LocalDate.class, Converters::date)
                .registerConverter(Charset.class, Converters::charset)
                .registerConverter(Currency.class, Converters::currency)
                .registerConverter(EventFilter.Refunds.class, Converters::refunds);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(Shown.quoted(text) + " is not a date such as 2025-01-31");
        }
    }

    private static Charset charset(String text) {
        try {
            return Charset.forName(text);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " is not a character set such as UTF-8 or windows-1252");
        }
    }

    private static Currency currency(String text) {
        try {
            return Currency.getInstance(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(Shown.quoted(text) + " is not a currency such as EUR");
        }
    }

    private static EventFilter.Refunds refunds(String text) {
        try {
            return EventFilter.Refunds.valueOf(
                    text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(Shown.quoted(text) + " is not count, deduct, leave-out or refuse");
        }
    }

    /** What is wrong with an option, without the names of types. */
    public static String inWords(@Nullable String message) {
        return String.valueOf(message)
                .replaceAll(" \\((java|javax)\\..*\\)$", "")
                .replaceAll("cannot convert '(.*)' to \\w+$", "'$1' is not a value for it")
                .replaceAll("is not an? (int|long)$", "is not a whole number");
    }
}
