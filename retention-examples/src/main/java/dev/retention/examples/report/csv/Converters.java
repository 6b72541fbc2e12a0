package dev.retention.examples.report.csv;

import dev.retention.examples.report.figures.Words;
import dev.retention.history.EventFilter;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, and says what is wrong with one in words of the command line. */
public final class Converters {

    private static final int LONGEST = 1_000;

    private Converters() {}

    /**
     * Runs a command line that reads values this way, and ends with 2 and one line that says why where the user can put it right.
     *
     * @param program what is run; its name is in its annotation
     * @param users whether an exception is of what the user can put right
     * @return the exit code
     */
    public static int run(
            String[] args,
            Callable<Integer> program,
            PrintWriter stdout,
            PrintWriter stderr,
            boolean terminal,
            Predicate<Exception> users) {
        try {
            return command(program, stdout, stderr, terminal, users).execute(args);
        } catch (OutOfMemoryError e) {
            stderr.println("the data need more memory than the program has: give it more, such as java -Xmx4g");
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static CommandLine command(
            Callable<Integer> program,
            PrintWriter stdout,
            PrintWriter stderr,
            boolean terminal,
            Predicate<Exception> users) {
        CommandLine line = register(new CommandLine(program));
        return line.setOut(stdout)
                .setErr(stderr)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, unused) -> {
                    stderr.println(Words.plain(inWords(e.getMessage()) + " (try --help)"));
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, unused, parsed) -> {
                    if (users.test(e)) {
                        stderr.println(Words.plain(String.valueOf(e.getMessage())));
                        return CommandLine.ExitCode.USAGE;
                    }
                    stderr.println(line.getCommandName() + ": a bug; please report it with what follows");
                    e.printStackTrace(stderr);
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Has a command line read dates, character sets, currencies and policies of refunds this way. */
    public static CommandLine register(CommandLine line) {
        return line.registerConverter(LocalDate.class, Converters::date)
                .registerConverter(BigDecimal.class, Converters::number)
                .registerConverter(Path.class, Converters::path)
                .registerConverter(Charset.class, Converters::charset)
                .registerConverter(Currency.class, Converters::currency)
                .registerConverter(EventFilter.Refunds.class, Converters::refunds);
    }

    private static LocalDate date(String text) {
        try {
            if (text.length() == "2025-01-31".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw new TypeConversionException(Shown.quoted(text) + " is not a date such as 2025-01-31");
    }

    private static BigDecimal number(String text) {
        if (text.matches("[+-]?[0-9]{1,12}(\\.[0-9]{1,12})?")) {
            return new BigDecimal(text);
        }
        throw new TypeConversionException(Shown.quoted(text) + " is not a number such as 12.5");
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new TypeConversionException("it names no file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException(
                    Shown.quoted(text) + " is no name of a file here: if it has letters such as"
                            + " ü, set LC_ALL to a locale of UTF-8, such as C.UTF-8");
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
        return Shown.oneLine(String.valueOf(message), LONGEST)
                .replaceAll(" \\((java|javax)\\..*\\)$", "")
                .replaceAll("cannot convert '(.*)' to \\w+$", "'$1' is not a value for it")
                .replaceAll("is not an? (int|long)$", "is not a whole number");
    }
}
