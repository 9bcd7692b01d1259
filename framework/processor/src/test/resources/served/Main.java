package served;

public class Main {}
