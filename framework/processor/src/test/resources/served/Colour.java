package served;

public enum Colour { RED, GREEN }
