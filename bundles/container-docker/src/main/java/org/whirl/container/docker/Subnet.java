package org.whirl.container.docker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first the lowest, as a number
 * @param prefix how many leading bits all have in common
 */
record Subnet(long first, int prefix) {
    private static final int BITS = 32;
    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    Subnet {
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("a subnet ends in /0 to /32, not in /" + prefix);
        }
        first &= -1L << (BITS - prefix);
    }

    static Subnet parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no subnet such as 10.1.0.0/16");
        }
        long address = 0;
        for (int group = 1; group <= 4; group++) {
            int part = Integer.parseInt(matcher.group(group));
            if (part > 255) {
                throw new IllegalArgumentException("'" + text + "' has a part over 255");
            }
            address = address << 8 | part;
        }
        return new Subnet(address, Integer.parseInt(matcher.group(5)));
    }

    long size() {
        return 1L << (BITS - prefix);
    }

    boolean overlaps(Subnet other) {
        return first < other.first + other.size() && other.first < first + size();
    }

    /** The address at a place in the range. */
    InetAddress address(long number) {
        long address = first + number;
        try {
            return InetAddress.getByAddress(
                    new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return address(0).getHostAddress() + "/" + prefix;
    }
}
