package io.serval.processor;

import java.util.Arrays;

/** Counts slips of typing. */
final class EditDistance {
    private EditDistance() {}

    /** Returns how many letters were added, left out, replaced, or swapped with the next, at least. */
    static int between(String left, String right) {
        int[][] distance = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                int best = Math.min(distance[i - 1][j], distance[i][j - 1]) + 1;
                best = Math.min(best, distance[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    best = Math.min(best, distance[i - 2][j - 2] + 1);
                }
                distance[i][j] = best;
            }
        }
        return distance[left.length()][right.length()];
    }

    /** Whether the words are made of the same letters. */
    static boolean sameLetters(String left, String right) {
        return Arrays.equals(
                left.chars().sorted().toArray(), right.chars().sorted().toArray());
    }
}
