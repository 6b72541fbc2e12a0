package dev.retention.examples.report;

import dev.retention.examples.report.csv.BadInputException;
import dev.retention.examples.report.figures.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts files into a folder, all of them or none: if one cannot be written, or the program is interrupted, the folder is as it was.
 * Each file is written whole beside its place, under a new name that nobody can have put a link at, and then takes its place in one
 * step; a link that stands there is replaced and not followed.
 */
public final class Targets {

    private final Path folder;
    private final Map<Path, Path> fresh = new LinkedHashMap<>();
    private final Map<Path, Path> old = new LinkedHashMap<>();
    private final List<Path> created = new ArrayList<>();
    private boolean over;

    /** Files of this folder. */
    public Targets(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks that nothing that is read would be written over, or removed as left by an earlier run.
     *
     * @param folder the folder that is written into
     * @param names what may be written there or removed
     * @param inputs the files that are read
     * @throws BadInputException if one of them is one of those
     */
    public static void checkApart(Path folder, List<String> names, List<Path> inputs) {
        try {
            for (String name : names) {
                Path target = folder.resolve(name);
                for (Path input : inputs) {
                    if (Files.exists(input)
                            && Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isSymbolicLink(target)
                            && Files.isSameFile(input, target)) {
                        throw new BadInputException("--out " + folder + ": " + name
                                + " there is a file that the report reads; choose another folder");
                    }
                }
            }
        } catch (IOException e) {
            throw new BadInputException("--out " + folder + ": cannot be read: " + reason(e), e);
        }
    }

    /**
     * Writes files and removes others.
     *
     * @param files the contents by name
     * @param removed the names of files that are to go
     * @throws BadInputException if one cannot be written or removed; then nothing is
     */
    public void write(Map<String, String> files, List<String> removed) {
        Thread interrupted = new Thread(this::restore, "restore");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            makeFolder();
            for (String name : files.keySet()) {
                check(folder.resolve(name));
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                writeBeside(folder.resolve(file.getKey()), file.getValue());
            }
            replace(removed.stream().map(folder::resolve).toList());
        } catch (IOException e) {
            throw new BadInputException("--out " + folder + ": cannot be written: " + reason(e), e);
        } finally {
            restore();
            release(interrupted);
        }
    }

    private static void release(Thread interrupted) {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException ignored) {
            // The program is ending, and the hook has run or will find nothing to do.
        }
    }

    private synchronized void makeFolder() throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path each = folder.toAbsolutePath(); each != null && !Files.exists(each); each = each.getParent()) {
            missing.add(0, each);
        }
        for (Path each : missing) {
            goOn();
            Files.createDirectory(each);
            created.add(0, each);
        }
        if (!Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }

    private static void check(Path target) throws IOException {
        if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(target.getFileName() + " is a folder");
        }
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                && Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther()) {
            throw new IOException(target.getFileName() + " is a pipe or a device");
        }
    }

    /** Holds the lock, so that an interrupt comes before or after and finds every new file noted. */
    private synchronized void writeBeside(Path target, String content) throws IOException {
        goOn();
        Path beside = beside(target);
        fresh.put(target, beside);
        Files.writeString(
                beside, content, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Path beside(Path target) {
        return folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Holds the lock, so that an interrupt waits until all files are in their places or all are as they were. */
    private synchronized void replace(List<Path> removed) throws IOException {
        goOn();
        List<Path> all = new ArrayList<>(fresh.keySet());
        all.addAll(removed);
        for (Path target : all) {
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                Path copy = beside(target);
                old.put(target, copy);
                Files.copy(target, copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        List<Path> done = new ArrayList<>();
        try {
            for (Map.Entry<Path, Path> each : fresh.entrySet()) {
                move(each.getValue(), each.getKey());
                done.add(each.getKey());
            }
            for (Path target : removed) {
                Files.deleteIfExists(target);
                done.add(target);
            }
        } catch (IOException e) {
            for (Path target : done) {
                putBack(target, e);
            }
            throw e;
        }
        created.clear();
    }

    private void putBack(Path target, IOException failure) {
        try {
            Path copy = old.get(target);
            if (copy == null) {
                Files.deleteIfExists(target);
            } else {
                move(copy, target);
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void goOn() throws IOException {
        if (over) {
            throw new IOException("interrupted");
        }
    }

    /** Removes what is not in its place. */
    private synchronized void restore() {
        over = true;
        fresh.values().forEach(Targets::deleteQuietly);
        old.values().forEach(Targets::deleteQuietly);
        created.forEach(Targets::deleteQuietly);
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // The first failure is the one to report; a folder that somebody else filled stays.
        }
    }

    /** Why a file cannot be read or written, in words. */
    public static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name exists";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        // The name of a file of the system's is of none that the user knows.
        String message = e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        if (message == null) {
            return "the system takes no file there";
        }
        return (e.getClass() == IOException.class ? "" : "the system says ") + Words.oneLine(message, 200);
    }
}
