"""From one topic and one snapshot to ranked firms and proposed consortia, each number with its sentence."""
