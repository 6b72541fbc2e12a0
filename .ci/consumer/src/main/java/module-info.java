/** A program of somebody else. */
module consumer {
    requires dev.retention;
}
